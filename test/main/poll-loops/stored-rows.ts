// What a history holds, as identities that compare with the simulator's ledger.
import type { Ledger, LedgerRow } from '../../../src/simulator/ledger.ts';
import { toIpAllocationId, toRouterId, toUserTerminalId } from '../../../src/shared/device-id.ts';
import { readTable } from '../history/read-table.ts';

/** `letter device ns` of every sample, in no order, doubles and all. */
export async function readStoredRows(folder: string): Promise<string[]> {
  // As one text: twenty thousand row objects would cost more than the query.
  const [all] = await readTable(
    folder,
    `SELECT string_agg(concat_ws(' ', letter, id, ns), ';') AS rows FROM (
      SELECT 'u' AS letter, device_id AS id, timestamp_ns AS ns FROM terminal_history UNION ALL
      SELECT 'r', router_id, timestamp_ns FROM router_history UNION ALL SELECT 'i', ip_allocation_id, timestamp_ns FROM ip_allocation_history)`,
  );
  return typeof all?.['rows'] === 'string' ? all['rows'].split(';') : [];
}

const identities = new WeakMap<readonly LedgerRow[], readonly string[]>();

/** What the simulator says it sent to an account in complete rows, spelled as the history spells it. */
export function readSentRows(ledger: Ledger, accountNumber: string): string[] {
  return ledger.replies(accountNumber).flatMap(({ detail }) => {
    const rows = detail ?? [];
    const known = identities.get(rows) ?? rows.map(({ letter, deviceId, timestampNs }) => `${letter} ${spell(letter, deviceId)} ${timestampNs}`);
    identities.set(rows, known);
    return known;
  });
}

/** Rows that were sent but are not stored, and rows stored more often than sent: both empty when all is well. */
export function compareRows(stored: readonly string[], sent: readonly string[]): { readonly missing: string[]; readonly surplus: string[] } {
  const left = new Map<string, number>();
  for (const row of sent) left.set(row, (left.get(row) ?? 0) + 1);
  const surplus: string[] = [];
  for (const row of stored) {
    const count = left.get(row) ?? 0;
    if (count === 0) surplus.push(row);
    else left.set(row, count - 1);
  }
  return { missing: [...left].flatMap(([row, count]) => Array<string>(count).fill(row)), surplus };
}

function spell(letter: string, deviceId: string): string {
  if (letter === 'r') return toRouterId(deviceId);
  return letter === 'i' ? toIpAllocationId(deviceId) : toUserTerminalId(deviceId);
}
