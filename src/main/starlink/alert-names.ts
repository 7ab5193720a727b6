// Names of alert codes as a reply gives them, and the codes that nobody can name.
import { nameOfAlert, type AlertSource } from '#shared/alert-catalogue.ts';
import type { Findings } from './findings.ts';

export type AlertNames = ReadonlyMap<number, string>;

/** metadata.enums.AlertsByDeviceType[letter] → code → name; empty when the reply gives none. */
export function parseAlertNames(metadata: unknown, letter: AlertSource): AlertNames {
  const table = memberOf(memberOf(memberOf(metadata, 'enums'), 'AlertsByDeviceType'), letter);
  const names = new Map<number, string>();
  if (typeof table !== 'object' || table === null) return names;
  for (const [code, name] of Object.entries(table)) {
    if (/^\d+$/.test(code) && typeof name === 'string' && name !== '') names.set(Number(code), name);
  }
  return names;
}

/** Notes each code that neither the reply nor our catalogue names; it stays in the sample. */
export function createAlertWatch(source: AlertSource, names: AlertNames, findings: Findings): (codes: readonly number[]) => void {
  const seen = new Set<number>();
  return (codes) => {
    for (const code of codes) {
      if (seen.has(code)) continue;
      seen.add(code);
      const name = nameOfAlert(source, code);
      if (!names.has(code) && name === `unknown_alert_${code}`) {
        findings.add('unknown-alert', `${source} ${code}`, `Alert code ${code} of ${source === 'u' ? 'user terminals' : 'routers'} has no name in this reply: shown as ${name}`);
      }
    }
  };
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
