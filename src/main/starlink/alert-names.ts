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

/** Tells each code that neither the reply nor our catalogue names; it stays in the sample. */
export class AlertWatch {
  readonly #source: AlertSource;
  readonly #seen = new Set<number>();

  constructor(source: AlertSource) {
    this.#source = source;
  }

  note(codes: readonly number[]): void {
    for (const code of codes) this.#seen.add(code);
  }

  /** The names stand behind the rows in a reply. */
  report(names: AlertNames, findings: Findings): void {
    for (const code of this.#seen) {
      const name = nameOfAlert(this.#source, code);
      if (names.has(code) || name !== `unknown_alert_${code}`) continue;
      const whose = this.#source === 'u' ? 'user terminals' : 'routers';
      findings.add('unknown-alert', `${this.#source} ${code}`, `Alert code ${code} of ${whose} has no name in this reply: shown as ${name}`);
    }
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
