// The simulator's own account of what it sent: rows that left complete, per service account. Tests compare history with it.

export interface LedgerRow {
  readonly letter: string;
  readonly deviceId: string;
  /** Decimal text, never rounded. */
  readonly timestampNs: string;
}

/** How a stream reply ended. `client-gone`: the client left by itself, so `rows` is only the most it can have got. */
export type ReplyEnd = 'complete' | 'truncated' | 'stalled' | 'client-gone';

export interface StreamReply {
  readonly accountNumber: string;
  readonly clientId: string;
  /** Counts the stream replies of this simulator, from 1. */
  readonly sequence: number;
  readonly atMs: number;
  readonly end: ReplyEnd;
  /** Rows the cursor moved past. */
  readonly rowsClaimed: number;
  /** Rows that were sent complete. */
  readonly rows: number;
  readonly rowsByLetter: Readonly<Record<string, number>>;
  /** Of the body, uncompressed. */
  readonly bytes: number;
  /** Identities of the rows, when the simulator was made with `ledgerDetail`. */
  readonly detail: readonly LedgerRow[] | null;
}

export interface ServiceAccountSummary {
  readonly accountNumber: string;
  readonly clientId: string;
  readonly replies: number;
  readonly incompleteReplies: number;
  readonly rows: number;
  readonly rowsByLetter: Readonly<Record<string, number>>;
  /** Rows the cursor moved past without sending them complete. */
  readonly rowsLost: number;
  /** Seconds of stream that grew older than 8 h before they were fetched. */
  readonly secondsExpired: number;
}

export interface LedgerSummary {
  readonly tokenCalls: number;
  readonly tokenFailures: number;
  /** Answered requests by call. */
  readonly requests: Readonly<Record<string, number>>;
  readonly accounts: readonly ServiceAccountSummary[];
}

export interface Ledger {
  /** Every row sent complete to any service account of the account, in order. Throws without `ledgerDetail`. */
  rows(accountNumber: string): LedgerRow[];
  /** The stream replies of an account, oldest first (the newest 10,000). */
  replies(accountNumber: string): StreamReply[];
  summary(): LedgerSummary;
  /** Calls back after each stream reply has ended (a stalled one: once it is flushed). Returns the way to stop. */
  onReply(listener: (reply: StreamReply) => void): () => void;
}

export interface LedgerBook extends Ledger {
  readonly keepsDetail: boolean;
  /** Books a reply; the returned function corrects how it ended. */
  addReply(reply: Omit<StreamReply, 'sequence' | 'atMs'>): (end: ReplyEnd) => void;
  addExpired(clientId: string, seconds: number): void;
  addRequest(call: string): void;
  addToken(ok: boolean): void;
}

interface Totals {
  accountNumber: string; clientId: string; replies: number; incompleteReplies: number; rows: number; rowsLost: number; secondsExpired: number;
  rowsByLetter: Record<string, number>;
}

// Months of polling once a minute fit; totals go on for ever.
const keptReplies = 10_000;

export function createLedger(serviceAccounts: readonly { accountNumber: string; clientId: string }[], keepsDetail: boolean): LedgerBook {
  const totals = new Map<string, Totals>(serviceAccounts.map(({ accountNumber, clientId }) => [clientId, {
    accountNumber, clientId, replies: 0, incompleteReplies: 0, rows: 0, rowsLost: 0, secondsExpired: 0, rowsByLetter: {},
  }]));
  const listeners = new Set<(reply: StreamReply) => void>();
  const requests: Record<string, number> = {};
  let replies: StreamReply[] = [];
  let sequence = 0;
  let tokenCalls = 0;
  let tokenFailures = 0;

  return {
    keepsDetail,
    rows(accountNumber) {
      if (!keepsDetail) throw new Error('this simulator keeps no row identities; make it with ledgerDetail: true');
      return replies.filter((reply) => reply.accountNumber === accountNumber).flatMap((reply) => reply.detail ?? []);
    },
    replies: (accountNumber) => replies.filter((reply) => reply.accountNumber === accountNumber),
    summary: () => ({
      tokenCalls, tokenFailures, requests: { ...requests },
      accounts: [...totals.values()].map((one) => ({ ...one, rowsByLetter: { ...one.rowsByLetter } })),
    }),
    onReply(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addReply(ended) {
      const reply = { ...ended, sequence: ++sequence, atMs: Date.now() };
      replies.push(reply);
      // With identities nothing may be forgotten: a test that asks for them is short.
      if (!keepsDetail && replies.length > 2 * keptReplies) replies = replies.slice(-keptReplies);
      const total = totals.get(reply.clientId);
      if (total !== undefined) {
        total.replies++;
        if (reply.end !== 'complete') total.incompleteReplies++;
        total.rows += reply.rows;
        total.rowsLost += reply.rowsClaimed - reply.rows;
        for (const [letter, rows] of Object.entries(reply.rowsByLetter)) total.rowsByLetter[letter] = (total.rowsByLetter[letter] ?? 0) + rows;
      }
      for (const listener of [...listeners]) listener(reply);
      return (end) => {
        if (reply.end === 'complete' && end !== 'complete' && total !== undefined) total.incompleteReplies++;
        reply.end = end;
      };
    },
    addExpired(clientId, seconds) {
      const total = totals.get(clientId);
      if (total !== undefined) total.secondsExpired += seconds;
    },
    addRequest(call) {
      requests[call] = (requests[call] ?? 0) + 1;
    },
    addToken(ok) {
      tokenCalls++;
      if (!ok) tokenFailures++;
    },
  };
}
