// Small stream replies as text, the way Starlink writes them: 64-bit integers bare.
export const terminalColumns = ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'PingLatencyMsAvg', 'H3CellId', 'ActiveAlerts'];

export function terminalRow(id: string, ns: bigint, latencyMs = 28): string {
  return `["u",${ns},"${id}",${latencyMs},599423848638578687,[]]`;
}

export function streamBody(rows: readonly string[], columns: Readonly<Record<string, readonly string[]>> = { u: terminalColumns }): string {
  return `{"data":{"values":[${rows.join(',')}],"columnNamesByDeviceType":${JSON.stringify(columns)}},"metadata":{"enums":{"DeviceType":{"u":"UserTerminal"},"AlertsByDeviceType":{"u":{},"r":{}}}}}`;
}

/** The beginning of such a reply: all rows but the last complete, half of the last one. */
export function tornStreamBody(rows: readonly string[]): string {
  const whole = streamBody(rows);
  const last = rows.at(-1)!;
  return whole.slice(0, whole.lastIndexOf(last) + Math.ceil(last.length / 2));
}
