// Looks at all daily rows piece by piece for those that something concerns: a set of 100,000 keys at once would hold main up.
import type { UsageInputs } from './usage-inputs.ts';

export interface DaySweep {
  lookForLine(serviceLineNumber: string): void;
  lookForCredential(credentialId: string): void;
  /** Days before the cut leave memory. */
  lookForCut(): void;
  /** True: there are more days to look at. */
  lookAtNext(): boolean;
  clear(): void;
}

/** About a millisecond of main. */
const DAYS_PER_LOOK = 5_000;

/** `onFound` gets the keys of rows to be built anew. Whatever is looked for anew begins again at the first day. */
export function createDaySweep(inputs: Pick<UsageInputs, 'days' | 'daysFromMs' | 'dropDay'>, onFound: (usageKey: string) => void): DaySweep {
  const lines = new Set<string>();
  const credentialIds = new Set<string>();
  let days: Iterator<[string, { readonly credentialId: string | null; readonly serviceLineNumber: string | null; readonly dateMs: number | null }]> | null = null;

  function begin(): void {
    days = inputs.days.entries();
  }

  function end(): void {
    days = null;
    lines.clear();
    credentialIds.clear();
  }

  return {
    lookForLine(serviceLineNumber) {
      lines.add(serviceLineNumber);
      begin();
    },
    lookForCredential(credentialId) {
      credentialIds.add(credentialId);
      begin();
    },
    lookForCut: begin,
    lookAtNext() {
      for (let looked = 0; days !== null && looked < DAYS_PER_LOOK; looked += 1) {
        const next = days.next();
        if (next.done === true) {
          end();
          break;
        }
        const [key, day] = next.value;
        const isCut = (day.dateMs ?? 0) < (inputs.daysFromMs ?? -Infinity);
        if (isCut) inputs.dropDay(key);
        if (isCut || lines.has(day.serviceLineNumber ?? '') || credentialIds.has(day.credentialId ?? '')) onFound(key);
      }
      return days !== null;
    },
    clear: end,
  };
}
