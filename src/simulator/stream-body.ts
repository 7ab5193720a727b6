// Sends one stream body piece by piece, whole or broken off as a fault wants, and counts the rows that left complete.
import { readIdentity, type BodyPieces } from './body-pieces.ts';
import type { Exchange } from './exchange.ts';
import { openBody, untilGone } from './exchange.ts';
import type { BodyFault } from './faults.ts';
import type { LedgerBook, LedgerRow, ReplyEnd } from './ledger.ts';

export interface SourceRow {
  readonly letter: string;
  /** With the separator before it. */
  readonly text: string;
}

/** Pieces in order: `nextRows` is asked for a few rows at a time until it gives none. */
export interface BodySource {
  readonly head: string;
  readonly tail: string;
  readonly rowsClaimed: number;
  nextRows(): readonly SourceRow[];
  /** The columns of the rows, to read a row's identity by. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

export interface SendContext {
  readonly exchange: Exchange;
  readonly ledger: LedgerBook;
  readonly accountNumber: string;
  readonly clientId: string;
}

export function createRawSource(pieces: BodyPieces, columns: Readonly<Record<string, readonly string[]>>): BodySource {
  let given = false;
  return {
    head: pieces.head, tail: pieces.tail, columns, rowsClaimed: pieces.rows.length,
    nextRows: () => {
      if (given) return [];
      given = true;
      return pieces.rows.map((text) => ({ letter: readLetter(text), text }));
    },
  };
}

export async function sendStreamBody(context: SendContext, source: BodySource, fault: BodyFault | null): Promise<void> {
  const { exchange, ledger } = context;
  const sink = openBody(exchange);
  const counts: Record<string, number> = {};
  const detail: LedgerRow[] | null = ledger.keepsDetail ? [] : null;
  let rows = 0;
  let bytes = source.head.length;

  const count = ({ letter, text }: SourceRow): void => {
    detail?.push(readIdentity(text, source.columns));
    counts[letter] = (counts[letter] ?? 0) + 1;
    exchange.rows = ++rows;
  };
  const settle = (end: ReplyEnd): ((end: ReplyEnd) => void) => ledger.addReply({
    accountNumber: context.accountNumber, clientId: context.clientId, end, rowsClaimed: source.rowsClaimed, rows, rowsByLetter: counts, bytes, detail,
  });

  const byteLimit = fault?.kind === 'truncated' && fault.rows === undefined ? (fault.bytes ?? 0) : Infinity;
  const rowLimit = fault?.rows ?? Infinity;
  // What of the body still goes out before it breaks; null while nothing breaks it.
  let lastPiece: string | null = source.head.length > byteLimit ? source.head.slice(0, byteLimit) : null;
  let alive = await sink.write(lastPiece ?? source.head);
  while (alive && lastPiece === null) {
    const next = source.nextRows();
    if (next.length === 0) break;
    let text = '';
    for (const row of next) {
      if (rows >= rowLimit) {
        lastPiece = row.text.slice(0, Math.ceil(row.text.length / 2));
      } else if (bytes + row.text.length > byteLimit) {
        lastPiece = row.text.slice(0, byteLimit - bytes);
      }
      if (lastPiece !== null) {
        text += lastPiece;
        break;
      }
      text += row.text;
      bytes += row.text.length;
      count(row);
    }
    alive = await sink.write(text);
  }
  if (!alive) {
    settle('client-gone');
    return;
  }
  if (lastPiece === null && bytes + source.tail.length > byteLimit) {
    lastPiece = source.tail.slice(0, byteLimit - bytes);
    await sink.write(lastPiece);
  }
  const whole = lastPiece === null && rowLimit === Infinity;
  if (fault === null || whole) {
    bytes += source.tail.length;
    // Booked before the last byte leaves: who has the whole body must find it in the ledger.
    const amend = settle('complete');
    await sink.write(source.tail);
    await sink.end();
    if (exchange.gone.aborted) amend('client-gone');
    return;
  }
  // Also when there were fewer rows than asked for: the body then ends between its last row and its closing bracket.
  await sink.flush();
  settle(exchange.gone.aborted ? 'client-gone' : fault.kind);
  if (fault.kind === 'truncated') sink.breakOff();
  else await untilGone(exchange.gone);
}

function readLetter(row: string): string {
  const quote = row.indexOf('"');
  return row.slice(quote + 1, row.indexOf('"', quote + 1));
}
