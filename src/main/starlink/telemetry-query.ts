// The snapshot call telemetry/query: newest values of every device, without moving the stream's cursor (starlink-api.md §7).
// Its reply is rewritten as rows of the stream and takes the stream's own way from there, so that both are read by the same rules.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import { ApiError } from './api-error.ts';
import { codeOfFlag, codesOfFlags, namesOfFlags } from './alert-flags.ts';
import { parseEnvelope, type AnsweredCall } from './envelope.ts';
import type { HttpClient } from './http-client.ts';
import { parseIsoTimeNs } from './iso-time.ts';
import { parseTelemetryBody } from './parse-telemetry-body.ts';
import { routerQueryFields, terminalQueryFields, type QueryFields } from './query-fields.ts';
import type { TelemetryBatch } from './telemetry-batch.ts';

const call = 'Telemetry query';

export interface QueriedTelemetry {
  /** One sample a device at most. `columnNames` is empty: they are not the stream's. */
  readonly batch: TelemetryBatch;
  readonly receivedAtMs: number;
}

/** Asks for all user terminals and routers. Throws ApiError. */
export async function fetchTelemetryQuery(client: HttpClient, now: () => number): Promise<QueriedTelemetry> {
  const reply = await client.requestJson({
    method: 'POST', path: ['telemetry', 'query'], group: 702, call, intent: 'read', permission: 'Device telemetry, View',
    body: { includeUserTerminals: true, includeRouters: true },
  });
  const receivedAtMs = now();
  const batch = parseTelemetryQuery(reply.json, { call, host: client.host, status: reply.status }, receivedAtMs);
  if (batch instanceof ApiError) throw batch;
  return { batch, receivedAtMs };
}

/** Reply with its envelope → batch, or the ApiError it stands for. Lenient: any field may be null, absent or new. */
export function parseTelemetryQuery(json: unknown, answered: AnsweredCall, receivedAtMs: number): TelemetryBatch | ApiError {
  const envelope = parseEnvelope(json, answered);
  if (envelope instanceof ApiError) return envelope;
  const content = asRecord(envelope.content);
  if (content === null) return new ApiError({ ...answered, kind: 'shape', what: 'the answer has no content' });
  const terminals = devicesOf(content['userTerminals'], 'userTerminalId');
  const routers = devicesOf(content['routers'], 'routerId');
  const allocations = terminals.flatMap((terminal) => {
    const record = asRecord(terminal['ipAllocations']);
    return record === null ? [] : [{ ...record, userTerminalId: terminal['userTerminalId'] }];
  });
  const u = toRows('u', terminals, terminalQueryFields);
  const r = toRows('r', routers, routerQueryFields);
  const body = {
    data: {
      values: [
        ...u.rows, ...r.rows,
        ...allocations.map((one) => ['i', timeText(one), one.userTerminalId, asRecord(one)?.['ipv4'], asRecord(one)?.['ipv6Ue'], asRecord(one)?.['ipv6Cpe']]),
      ],
      columnNamesByDeviceType: { u: u.columns, r: r.columns, i: ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'Ipv4', 'Ipv6Ue', 'Ipv6Cpe'] },
    },
    metadata: { enums: { AlertsByDeviceType: { u: namesOfFlags('u'), r: namesOfFlags('r') } } },
  };
  const batch = parseTelemetryBody(Buffer.from(JSON.stringify(body)), { receivedAtMs, knownColumns: null });
  return { ...batch, columnNames: {}, findings: batch.findings.filter(({ kind, subject }) => kind !== 'short-row' && (kind !== 'missing-column' || isDocumented(subject))) };
}

/** The snapshot has fewer fields than the stream: only those it should have can be missing. */
function isDocumented(subject: string): boolean {
  const [letter, column = ''] = subject.split('.');
  const fields = letter === 'u' ? terminalQueryFields : letter === 'r' ? routerQueryFields : null;
  return fields === null || Object.values(fields.columns).includes(column);
}

type Device = Readonly<Record<string, unknown>>;

/**
 * Rows of one letter: known fields under the stream's column names, all others under their own. Alerts stand last, so that the row of a device
 * that says nothing of its alerts ends before them: null would mean that there are none.
 */
function toRows(letter: AlertSource, devices: readonly Device[], fields: QueryFields): { readonly rows: unknown[][]; readonly columns: string[] } {
  const present = new Set(devices.flatMap((device) => Object.keys(device)));
  const known = Object.entries(fields.columns).filter(([field]) => present.has(field));
  const unknown = [...present].filter((field) => !Object.hasOwn(fields.columns, field) && !fields.handled.has(field) && codeOfFlag(letter, field) === null);
  return {
    columns: ['DeviceType', 'UtcTimestampNs', 'DeviceId', ...known.map(([, column]) => column), ...unknown, 'ActiveAlerts'],
    rows: devices.map((device) => {
      const codes = codesOfFlags(letter, device);
      const values = [...known, ...unknown.map((field) => [field])].map(([field = '']) => device[field]);
      return [letter, timeText(device), device[fields.id], ...values, ...(codes === null ? [] : [codes])];
    }),
  };
}

/** Exact ns as text, which the stream's parser takes as well as a number; null when the device gives no readable time. */
function timeText(device: Device): string | null {
  return parseIsoTimeNs(device['timestamp'])?.toString() ?? null;
}

/** Devices of a map by id (as documented) or of a list; the id of the map stands in where the device does not repeat it. */
function devicesOf(value: unknown, idField: string): readonly Device[] {
  const record = asRecord(value) ?? {};
  return Object.entries(record).flatMap(([key, one]) => {
    const device = asRecord(one);
    return device === null ? [] : [{ ...device, [idField]: device[idField] ?? key }];
  });
}

function asRecord(value: unknown): Device | null {
  return typeof value === 'object' && value !== null ? (value as Device) : null;
}
