// Walks as the API layer would hand them over, made from plain API objects.
import { managementParsers, type ManagementValues } from '../../../src/main/history/management-rows.ts';
import type { WalkRecord } from '../../../src/main/history/management-versions.ts';
import type { ManagementKind } from '../../../src/main/starlink/management-api.ts';
import type { ManagementWalk } from '../../../src/main/starlink/management-walk.ts';

export function buildWalk<Kind extends ManagementKind>(kind: Kind, sources: readonly unknown[], more: Partial<ManagementWalk<ManagementValues[Kind]>> = {}): ManagementWalk<ManagementValues[Kind]> {
  const entries = sources.map((source) => {
    const parsed = managementParsers[kind](source);
    if (!parsed.ok) throw new Error(`a walk holds only readable rows: ${parsed.problem}`);
    return { key: parsed.key, value: parsed.value, source };
  });
  return { entries, unreadableKeys: [], complete: true, gap: null, totalCount: entries.length, pages: 1, findings: [], ...more };
}

export function buildRecord(kind: ManagementKind, endedAtMs: number, credentialId = 'c1'): WalkRecord {
  return { credentialId, accountNumber: `ACC of ${credentialId}`, kind, startedAtMs: endedAtMs - 5, endedAtMs };
}

export const terminal = (id: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  userTerminalId: id, nickname: `name of ${id}`, kitSerialNumber: `KIT${id}`, dishSerialNumber: null, serviceLineNumber: 'SL-1', routers: [{ routerId: 'aa' }, { routerId: 'bb' }], ...more,
});
