// What failed last of each account, until it works again.
import type { AccountStatus } from '#shared/account-status.ts';
import type { Problem } from '#shared/problem.ts';

export interface LastErrors {
  note(credentialId: string, cause: string): void;
  forget(credentialId: string): void;
  /** By credential; those of accounts that work again are gone for good. An account whose polling is off has not worked since. */
  current(statuses: readonly AccountStatus[], problems: readonly Problem[]): ReadonlyMap<string, string>;
}

export function createLastErrors(): LastErrors {
  const errors = new Map<string, string>();
  return {
    note: (credentialId, cause) => void errors.set(credentialId, cause),
    forget: (credentialId) => void errors.delete(credentialId),
    current(statuses, problems) {
      const troubled = new Set(problems.map(({ credentialId }) => credentialId));
      for (const { credentialId, pollingEnabled, telemetry, management } of statuses) {
        const fails = troubled.has(credentialId) || telemetry.lastError !== null || management.lastError !== null;
        if (pollingEnabled && !fails) errors.delete(credentialId);
      }
      return errors;
    },
  };
}
