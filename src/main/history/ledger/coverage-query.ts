// How much of a range is covered by samples, and why the rest is not: for one terminal with its gaps, for an account, for the fleet.
import type { DuckDBConnection } from '@duckdb/node-api';
import { gapClasses, nothingMissing, type Coverage, type CoverageGap, type CoverageRequest, type GapClass } from '#shared/coverage.ts';
import { GAP_MS, type TerminalSight } from './gap-book.ts';
import type { PollSpan, PollState } from './poll-recorder.ts';
import { readStream } from './read-stream.ts';
import { buildStreamRecord, KEPT_MS, splitByHoles, type Hole, type StreamRecord } from './stream-holes.ts';

/** What is known in memory beside the file. */
export interface LedgerView {
  readonly nowMs: number;
  sight(deviceId: string): TerminalSight | null;
  /** Every terminal that the ledger has seen. */
  sights(): Iterable<TerminalSight>;
  /** Of a terminal that has left the current state nobody expects samples: it ends with its last one. */
  isCurrent(sight: TerminalSight): boolean;
  credentialOf(sight: TerminalSight): string;
  /** The account's attempts in hand; null when it is not polled. */
  openSpan(credentialId: string): PollSpan | null;
}

/** More than a list in a window is read for. */
const MOST_GAPS = 500;
/** Reads and attempts are looked up from so long before the range: what was lost in it was decided up to 8 h later, and began before. */
const BEFORE_MS = KEPT_MS;

export async function queryCoverage(connection: DuckDBConnection, request: CoverageRequest, view: LedgerView): Promise<Coverage> {
  const fromMs = Math.max(0, Math.floor(request.fromMs));
  const toMs = Math.min(Math.floor(request.toMs), view.nowMs);
  const sights = findSights(request, view);
  const credentialIds = [...new Set(sights.map((sight) => view.credentialOf(sight)))];
  const records = new Map<string, StreamRecord>();
  for (const credentialId of credentialIds) records.set(credentialId, await readStreamRecord(connection, credentialId, fromMs, view));

  const missingMs: Record<GapClass, number> = { ...nothingMissing };
  const gaps: CoverageGap[] = [];
  let observedMs = 0;
  let terminals = 0;
  const isOne = request.deviceId !== null;
  const numbers = new Map<number, string>();
  for (const sight of sights) {
    const credentialId = view.credentialOf(sight);
    numbers.set(sight.credentialNo, credentialId);
    const record = records.get(credentialId)!;
    const untilMs = Math.min(toMs, view.isCurrent(sight) ? Math.max(record.observedUntilMs, sight.lastMs) : sight.lastMs);
    const sinceMs = Math.max(fromMs, sight.firstMs);
    if (untilMs <= sinceMs) continue;
    terminals++;
    observedMs += untilMs - sinceMs;
    // The gap since its last sample is not stored: it grows.
    addParts(missingMs, Math.max(sinceMs, sight.lastMs + GAP_MS), untilMs, record.holes);
    if (isOne && untilMs - sight.lastMs > GAP_MS) gaps.push(...listParts({ fromMs: sight.lastMs, toMs: untilMs }, record.holes, true).reverse());
  }

  let moreGaps = 0;
  if (isOne && sights[0] !== undefined) {
    const { holes } = records.get(view.credentialOf(sights[0]))!;
    for (const gap of await readGapsOf(connection, sights[0].deviceNo, fromMs, toMs)) {
      addParts(missingMs, Math.max(fromMs, gap.fromMs + GAP_MS), Math.min(toMs, gap.toMs), holes);
      if (gaps.length < MOST_GAPS) gaps.push(...listParts(gap, holes, false).reverse());
      else moreGaps++;
    }
  } else if (terminals > 0) {
    const holes = [...numbers].flatMap(([credentialNo, credentialId]) => records.get(credentialId)!.holes.map((hole) => ({ ...hole, credentialNo })));
    await addStoredGaps(connection, missingMs, [...numbers.keys()], holes, fromMs, toMs);
  }

  const missing = gapClasses.reduce((sum, name) => sum + missingMs[name], 0);
  return { share: observedMs === 0 ? null : Math.max(0, 1 - missing / observedMs), observedMs, missingMs, terminals, gaps, moreGaps };
}

function findSights({ deviceId, credentialId }: CoverageRequest, view: LedgerView): TerminalSight[] {
  if (deviceId !== null) return [view.sight(deviceId)].filter((sight) => sight !== null);
  const all = [...view.sights()];
  return credentialId === null ? all : all.filter((sight) => view.credentialOf(sight) === credentialId);
}

function addParts(missingMs: Record<GapClass, number>, fromMs: number, toMs: number, holes: readonly Hole[]): void {
  if (toMs <= fromMs) return;
  for (const part of splitByHoles(fromMs, toMs, holes)) missingMs[part.gapClass] += part.toMs - part.fromMs;
}

/** For people a gap reaches from sample to sample; only what lies 30 s behind the first one counts as missing, and gives its cause. */
function listParts(gap: { readonly fromMs: number; readonly toMs: number }, holes: readonly Hole[], isOpen: boolean): CoverageGap[] {
  const parts = splitByHoles(gap.fromMs + GAP_MS, gap.toMs, holes);
  return parts.map((part, index) => ({ ...part, fromMs: index === 0 ? gap.fromMs : part.fromMs, isOpen: isOpen && index === parts.length - 1 }));
}

/** What an account's stream brought around a range, and what it did not. */
async function readStreamRecord(connection: DuckDBConnection, credentialId: string, fromMs: number, view: LedgerView): Promise<StreamRecord> {
  const sinceMs = Math.max(0, fromMs - BEFORE_MS);
  const reads = await readStream(connection, credentialId, sinceMs, view.nowMs);
  const isFirst = (reads[0]?.requestedAtMs ?? sinceMs) >= sinceMs;
  return buildStreamRecord(reads, await readSpans(connection, credentialId, sinceMs, view), view.nowMs, isFirst);
}

interface AskedSpan {
  readonly state: PollState;
  readonly fromMs: number;
  readonly toMs: number;
}

async function readSpans(connection: DuckDBConnection, credentialId: string, sinceMs: number, view: LedgerView): Promise<AskedSpan[]> {
  const found = await connection.runAndReadAll(
    `SELECT state, from_ms, to_ms FROM poll_spans WHERE credential_id = $credential AND to_ms >= $since AND from_ms <= $now ORDER BY from_ms`,
    { credential: credentialId, since: sinceMs, now: Math.floor(view.nowMs) },
  );
  const open = view.openSpan(credentialId);
  const stored = found.getRowsJS().map(([state, from, to]): AskedSpan => ({ state: state as PollState, fromMs: Number(from), toMs: Number(to) }));
  // Between two attempts the account is polled too.
  return open === null ? stored : [...stored.filter((span) => span.fromMs < open.fromMs), { state: open.state, fromMs: open.fromMs, toMs: Math.max(open.toMs, view.nowMs) }];
}

/** Newest first. */
async function readGapsOf(connection: DuckDBConnection, deviceNo: number, fromMs: number, toMs: number): Promise<{ readonly fromMs: number; readonly toMs: number }[]> {
  const found = await connection.runAndReadAll(
    `SELECT from_ms, to_ms FROM terminal_gaps WHERE device_no = $device AND to_ms > $from AND from_ms < $to ORDER BY from_ms DESC`,
    { device: deviceNo, from: fromMs, to: toMs },
  );
  return found.getRowsJS().map(([gapFromMs, gapToMs]) => ({ fromMs: Number(gapFromMs), toMs: Number(gapToMs) }));
}

/** Sums over all stored gaps of some accounts, in the database: an account may have a hundred thousand of them a day. */
async function addStoredGaps(
  connection: DuckDBConnection, missingMs: Record<GapClass, number>, credentialNos: readonly number[],
  holes: readonly (Hole & { readonly credentialNo: number })[], fromMs: number, toMs: number,
): Promise<void> {
  const range = { from: fromMs, to: toMs };
  const gaps = `SELECT credential_no, greatest(from_ms + ${GAP_MS}, $from) AS f, least(to_ms, $to) AS t FROM terminal_gaps
    WHERE to_ms > $from AND from_ms < $to AND credential_no IN (${credentialNos.join(', ')})`;
  const all = await connection.runAndReadAll(`SELECT coalesce(sum(t - f), 0)::DOUBLE FROM (${gaps}) WHERE t > f`, range);
  let silentMs = Number(all.value(0, 0));
  const values = holes.filter((hole) => hole.toMs > fromMs && hole.fromMs < toMs)
    .map((hole) => `(${hole.credentialNo}, '${hole.gapClass}', ${Math.max(hole.fromMs, fromMs)}::BIGINT, ${Math.min(hole.toMs, toMs)}::BIGINT)`);
  if (values.length > 0) {
    const found = await connection.runAndReadAll(
      `SELECT h.gap_class, sum(least(g.t, h.t) - greatest(g.f, h.f))::DOUBLE FROM (${gaps}) g JOIN (VALUES ${values.join(', ')}) h(credential_no, gap_class, f, t)
       ON g.credential_no = h.credential_no AND g.f < h.t AND g.t > h.f WHERE g.t > g.f GROUP BY h.gap_class`,
      range,
    );
    for (const [gapClass, sum] of found.getRowsJS()) {
      missingMs[gapClass as GapClass] += Number(sum);
      silentMs -= Number(sum);
    }
  }
  missingMs.silent += Math.max(0, silentMs);
}
