// One exchange as a line of the log.
import type { ExchangeGroup, ExchangeRow } from '#shared/exchange.ts';
import type { logModules } from '#shared/log-line.ts';

/** 'Nordic Fleet: GET https://… → 200 in 12 ms, 1234 bytes' */
export function describeExchange({ account, method, url, status, durationMs, bytes, attempt, error }: ExchangeRow): string {
  const again = attempt === 1 ? '' : `, attempt ${attempt}`;
  const failure = error === null ? '' : `: ${error}`;
  return `${account}: ${method} ${url} → ${status ?? 'no answer'} in ${Math.round(durationMs)} ms, ${bytes} bytes${again}${failure}`;
}

export function moduleOf(group: ExchangeGroup): keyof typeof logModules {
  if (group === 700) return 'token';
  return group === 702 ? 'telemetry' : 'management';
}
