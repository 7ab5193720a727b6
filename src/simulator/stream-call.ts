// POST /telemetry/stream: parameters, the claim on the cursor, and where the body comes from.
import { readColumns, splitBody } from './body-pieces.ts';
import { refusal, type ApiAnswer } from './envelope.ts';
import type { Exchange } from './exchange.ts';
import { findTelemetryDelay, isBodyFault, isRowFault, type BodyFault, type Fault, type RowFault } from './faults.ts';
import type { ServiceAccount } from './fleet.ts';
import { parseJsonObject } from './json-body.ts';
import type { LedgerBook } from './ledger.ts';
import type { TerminalSamples } from './terminal-sample.ts';
import { createRowBender, type RowBender } from './row-faults.ts';
import { buildRowText, streamColumns, streamEnums } from './row-text.ts';
import { createRawSource, sendStreamBody, type BodySource, type SourceRow } from './stream-body.ts';
import type { Claim, StreamCursor } from './stream-cursor.ts';
import type { StreamFeed } from './stream-feed.ts';

export interface StreamCall {
  readonly exchange: Exchange;
  readonly serviceAccount: ServiceAccount;
  readonly cursor: StreamCursor;
  readonly feed: StreamFeed;
  readonly samples: TerminalSamples;
  readonly ledger: LedgerBook;
  readonly faults: readonly Fault[];
  /** Raw bodies to serve instead (an empty list: no rows any more); null = the fleet's own rows. */
  readonly rawBodies: string[] | null;
  readonly nowS: () => number;
}

interface StreamRequest { readonly batchSize: number; readonly maxLingerMs: number }

// Starlink's documented default and most: starlink-api.md section 5.1.
const most = 65_000;
const defaults: StreamRequest = { batchSize: 1000, maxLingerMs: 15_000 };
// Rows made at a time: small enough that the event loop stays free, large enough for the socket.
const rowsAtATime = 512;

/** Sends the reply itself and returns null, or returns a refusal to be sent. */
export async function answerStream(call: StreamCall, body: string): Promise<ApiAnswer | null> {
  const request = parseStreamRequest(body);
  if (typeof request === 'string') return refusal(400, request);
  const { exchange, serviceAccount, ledger } = call;
  const source = call.rawBodies !== null
    ? takeRawBody(call.rawBodies)
    : await claimRows(call, request);
  if (source === null) return null;
  const context = { exchange, ledger, accountNumber: serviceAccount.accountNumber, clientId: serviceAccount.clientId };
  const fault: BodyFault | null = call.faults.find(isBodyFault) ?? null;
  await sendStreamBody(context, source, fault);
  return null;
}

/** A sentence when the body is not as it should be. */
function parseStreamRequest(body: string): StreamRequest | string {
  const fields = parseJsonObject(body, ['batchSize', 'maxLingerMs']);
  if (typeof fields === 'string') return fields;
  const read = (name: keyof StreamRequest, least: number): number | null => {
    const given = fields[name] ?? defaults[name];
    // As the service's own JSON reader does, and as a public exporter needs: a number may stand in quotes.
    const value = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  const batchSize = read('batchSize', 1);
  const maxLingerMs = read('maxLingerMs', 0);
  if (batchSize === null) return `The field batchSize must be a whole number between 1 and ${most}.`;
  if (maxLingerMs === null) return `The field maxLingerMs must be a whole number between 0 and ${most}.`;
  return { batchSize, maxLingerMs };
}

function takeRawBody(bodies: string[]): BodySource {
  const body = bodies.shift() ?? `${head}${buildTail(streamColumns)}`;
  const pieces = splitBody(body);
  return createRawSource(pieces, readColumns(pieces.tail));
}

async function claimRows(call: StreamCall, request: StreamRequest): Promise<BodySource | null> {
  const claim = await call.cursor.claim(request.batchSize, request.maxLingerMs, call.exchange.gone, {
    delayS: findTelemetryDelay(call.faults), wholeLinger: call.faults.some((fault) => fault.kind === 'slowLinger'),
  });
  if (claim === null) return null;
  const bender = createRowBender(call.faults.filter(isRowFault) satisfies RowFault[], streamColumns, call.nowS());
  return createFleetSource(call, claim, bender);
}

const head = '{"data":{"values":[';

function createFleetSource({ feed, samples }: StreamCall, claim: Claim, bender: RowBender): BodySource {
  let position = claim.from;
  let left = claim.rows;
  let made = 0;
  let bent = 0;
  const add = (rows: SourceRow[], letter: string, row: string): void => {
    rows.push({ letter, text: made === 0 ? row : `,${row}` });
    made++;
  };
  return {
    head,
    tail: buildTail(bender.columns),
    columns: bender.columns,
    rowsClaimed: claim.rows + bender.extraRows.length,
    nextRows() {
      const rows: SourceRow[] = [];
      if (made === 0) for (const row of bender.extraRows) add(rows, 'd', row);
      const walked = feed.walk(position, claim.untilSecond, Math.min(left, rowsAtATime), (due) =>
        add(rows, due.letter, bender.bend(buildRowText(due, samples), bent++)));
      position = walked.position;
      left -= walked.rows;
      return rows;
    },
  };
}

function buildTail(columns: Readonly<Record<string, readonly string[]>>): string {
  return `],"columnNamesByDeviceType":${JSON.stringify(columns)}},"metadata":{"enums":${JSON.stringify(streamEnums)}}}`;
}
