// One spelling for the ids that the stream and the Management API write differently (starlink-api.md §11).

/** Stream `ut…`, `ip-ut…` or bare Management id → `ut` + lower-case id: the key of a user terminal everywhere in Groundtrack. */
export function toUserTerminalId(apiId: string): string {
  const bare = apiId.trim().replace(/^ip-/i, '').replace(/^ut/i, '').toLowerCase();
  return `ut${bare}`;
}

/** `ut01000000-…` → `01000000-…`, the form that Management paths and `telemetry/query` filters take. */
export function toManagementTerminalId(userTerminalId: string): string {
  return userTerminalId.replace(/^ut/, '');
}

/** Stream `Router-0100…` or bare Management id → `Router-` + upper-case hex, the stream's own spelling. */
export function toRouterId(apiId: string): string {
  const bare = apiId.trim().replace(/^router-/i, '').toUpperCase();
  return `Router-${bare}`;
}

/** Stream `ip-ut…` (or any spelling of the terminal's id) → `ip-ut…` in lower case: the key of an IP allocation. */
export function toIpAllocationId(apiId: string): string {
  return `ip-${toUserTerminalId(apiId)}`;
}
