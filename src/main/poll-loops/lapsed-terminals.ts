// User terminals that Management no longer lists: they stay in the table for the retention, then go; both are logged.
import type { ManagedTerminal } from '../history/current-management.ts';
import type { PollerPorts } from './poller-ports.ts';

const DAY_MS = 86_400_000;
/** Beyond so many a log line names no more ids. */
const MOST_NAMED = 20;

/**
 * What is shown after a walk: `walked` (of an incomplete walk with the old rows beside) and those of `known` that a complete walk no longer lists,
 * marked with the time since when, until that is longer ago than the retention.
 */
export function keepLapsed(known: readonly ManagedTerminal[], walked: readonly ManagedTerminal[], ports: Pick<PollerPorts, 'log' | 'now' | 'settings'>): readonly ManagedTerminal[] {
  const { retentionDays } = ports.settings();
  const nowMs = ports.now();
  const listed = new Set(walked.map((row) => row.deviceId));
  const lapsed = known.filter((row) => !listed.has(row.deviceId)).map((row) => ({ ...row, lastListedAtMs: row.lastListedAtMs ?? nowMs }));
  const isOver = (row: ManagedTerminal): boolean => nowMs - (row.lastListedAtMs ?? nowMs) > retentionDays * DAY_MS;
  const newly = lapsed.filter((row) => row.lastListedAtMs === nowMs);
  if (newly.length > 0) ports.log(1, `${countOf(newly)} no longer listed by the Management API; in the table for up to ${String(retentionDays)} d: ${namesOf(newly)}`);
  const over = lapsed.filter(isOver);
  if (over.length > 0) ports.log(1, `${countOf(over)} gone from the Management API for over ${String(retentionDays)} d and no longer kept: ${namesOf(over)}`);
  return [...walked, ...lapsed.filter((row) => !isOver(row))];
}

function countOf(rows: readonly unknown[]): string {
  return rows.length === 1 ? 'One user terminal is' : `${String(rows.length)} user terminals are`;
}

function namesOf(rows: readonly ManagedTerminal[]): string {
  const names = rows.slice(0, MOST_NAMED).map((row) => row.deviceId).join(', ');
  return rows.length > MOST_NAMED ? `${names} and ${String(rows.length - MOST_NAMED)} more` : names;
}
