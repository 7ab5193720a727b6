// What can be made to go wrong, for which account and call, and how often. Settable at the start and while running.
import { neededPermissions, type CallName, type FeatureName, type Permission } from './call-names.ts';

export interface FaultTarget {
  /** An account number or a client id; absent = every account. */
  readonly account?: string;
  /** Absent = every call the fault makes sense for. */
  readonly call?: CallName;
  /** How many matching requests it hits; absent = until cleared (`unauthorized`: 1). */
  readonly times?: number;
  /** How many matching requests pass before the first hit. */
  readonly after?: number;
  /** Hits only every so many-th matching request, as in an incident that hits a share of the traffic; absent = each. */
  readonly oneIn?: number;
}

/** Instead of the answer. The call is not carried out (the stream's cursor does not move), or with `afterEffect` it is. */
export type ReplyFault = { readonly afterEffect?: boolean } & (
  /** 401, and the token that came with the request is worth nothing from now on. */
  | { readonly kind: 'unauthorized' }
  /** 403. Without `call` it hits the calls that need the feature (`permission` Edit: only those that need that much); `bare` = no body. */
  | { readonly kind: 'forbidden'; readonly feature?: FeatureName; readonly permission?: Permission; readonly bare?: boolean }
  | { readonly kind: 'tooManyRequests'; readonly retryAfterS?: number }
  | { readonly kind: 'unprocessable'; readonly message?: string }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string }
  /** A captive portal's or proxy's page where JSON was asked for. */
  | { readonly kind: 'html'; readonly status?: number }
  /** HTTP 200 whose envelope says isValid: false. */
  | { readonly kind: 'invalid'; readonly message?: string }
  /** The connection breaks before a byte of the answer; `hold`: it stays open without one until the client goes. */
  | { readonly kind: 'reset'; readonly hold?: boolean }
);

/** Of the stream's body as it leaves. The cursor moves: what doesn't arrive is lost. */
export type BodyFault =
  /** Broken off after `rows` complete rows and half a row, or after `bytes` of the uncompressed body. */
  | { readonly kind: 'truncated'; readonly rows?: number; readonly bytes?: number }
  /** `rows` complete rows and half a row are flushed, then nothing until the client goes. */
  | { readonly kind: 'stalled'; readonly rows: number };

/** Of the rows in a stream body. */
export type RowFault =
  /** Every `every`-th row (default: only the first) lacks its last cell or has one more. */
  | { readonly kind: 'shortRow'; readonly every?: number }
  | { readonly kind: 'longRow'; readonly every?: number }
  /** Columns in another order (DeviceType stays first). */
  | { readonly kind: 'columnShuffle' }
  /** A column nobody has heard of, in the middle. */
  | { readonly kind: 'newColumn'; readonly name?: string }
  /** A row of letter `d`, without columns, in front. */
  | { readonly kind: 'unknownDevice' }
  /** Every `u` row carries this code (default 199), which the reply does not name. */
  | { readonly kind: 'unknownAlert'; readonly code?: number }
  /** The clock of one terminal (default: the first in the reply) runs ahead (default: a day). */
  | { readonly kind: 'futureClock'; readonly aheadS?: number; readonly userTerminalId?: string };

export type OtherFault =
  /** The answer comes this much later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The stream answers only when the whole linger is over, also with a full batch. */
  | { readonly kind: 'slowLinger' }
  /** Telemetry comes this much later and loses nothing: the stream and the snapshot end so far in the past. */
  | { readonly kind: 'telemetryDelay'; readonly delayS: number }
  /** From page 1 on every row moves one place on: one appears twice, one is missing. */
  | { readonly kind: 'pageDrift' };

export type Fault = FaultTarget & (ReplyFault | BodyFault | RowFault | OtherFault);
export type FaultPlan = readonly Fault[];
export type FaultKind = Fault['kind'];

export interface FaultBoard {
  /** Adds a fault; the returned function takes it away again. */
  set(fault: Fault): () => void;
  clear(): void;
  list(): Fault[];
  /** The faults that hit this request; each counts as used. */
  take(request: { readonly account: string | null; readonly clientId: string | null; readonly call: CallName }): Fault[];
}

export function createFaultBoard(plan: FaultPlan): FaultBoard {
  interface Entry { readonly fault: Fault; seen: number; hits: number }
  let entries: Entry[] = plan.map((fault) => ({ fault, seen: 0, hits: 0 }));
  return {
    set(fault) {
      const entry: Entry = { fault, seen: 0, hits: 0 };
      entries.push(entry);
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    clear() {
      entries = [];
    },
    list: () => entries.map((entry) => entry.fault),
    take(request) {
      const hits: Fault[] = [];
      for (const entry of [...entries]) {
        const { fault } = entry;
        if (!isAimedAt(fault, request)) continue;
        const times = fault.times ?? (fault.kind === 'unauthorized' ? 1 : Infinity);
        const position = entry.seen++ - (fault.after ?? 0);
        if (position >= 0 && position % (fault.oneIn ?? 1) === 0 && entry.hits < times) {
          entry.hits++;
          hits.push(fault);
        }
        if (entry.hits >= times) entries = entries.filter((other) => other !== entry);
      }
      return hits;
    },
  };
}

const streamKinds: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'truncated', 'stalled', 'shortRow', 'longRow', 'columnShuffle', 'newColumn', 'unknownDevice', 'unknownAlert', 'futureClock',
]);
const telemetryKinds: ReadonlySet<FaultKind> = new Set<FaultKind>(['slowLinger', 'telemetryDelay']);

const driftingCalls: ReadonlySet<CallName> = new Set<CallName>(['userTerminals', 'serviceLines', 'dataUsage']);

/** Who may not view may not edit either. */
function lacks(feature: FeatureName, permission: Permission, call: CallName): boolean {
  const needed: readonly [FeatureName, Permission] | null = neededPermissions[call];
  return needed !== null && needed[0] === feature && (permission === 'View' || needed[1] === permission);
}

function isAimedAt(fault: Fault, request: { account: string | null; clientId: string | null; call: CallName }): boolean {
  if (fault.account !== undefined && fault.account !== request.account && fault.account !== request.clientId) return false;
  if (fault.call !== undefined) return fault.call === request.call;
  if (streamKinds.has(fault.kind)) return request.call === 'stream';
  if (telemetryKinds.has(fault.kind)) return request.call === 'stream' || request.call === 'query';
  if (fault.kind === 'pageDrift') return driftingCalls.has(request.call);
  if (fault.kind === 'forbidden' && fault.feature !== undefined) return lacks(fault.feature, fault.permission ?? 'View', request.call);
  // A fault without a call is about the API; the token endpoint has to be named.
  return request.call !== 'token';
}

export function isReplyFault(fault: Fault): fault is FaultTarget & ReplyFault {
  return ['unauthorized', 'forbidden', 'tooManyRequests', 'unprocessable', 'status', 'html', 'invalid', 'reset'].includes(fault.kind);
}

/** The call is carried out before this stands in its answer's place. A stream's rows have left by then: it is no such call. */
export function isAfterEffect(fault: Fault, call: CallName): boolean {
  return isReplyFault(fault) && fault.afterEffect === true && call !== 'stream';
}

export function isBodyFault(fault: Fault): fault is FaultTarget & BodyFault {
  return fault.kind === 'truncated' || fault.kind === 'stalled';
}

export function isRowFault(fault: Fault): fault is FaultTarget & RowFault {
  return streamKinds.has(fault.kind) && !isBodyFault(fault);
}

/** Seconds by which telemetry is late. */
export function findTelemetryDelay(faults: readonly Fault[]): number {
  return faults.reduce((most, fault) => (fault.kind === 'telemetryDelay' ? Math.max(most, fault.delayS) : most), 0);
}
