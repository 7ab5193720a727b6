// A message for the operator: raised once an episode, replaced when its cause changes, cleared by itself on recovery.

export interface Problem {
  /** `<credentialId>/<topic>`: one problem at a time for each. */
  readonly key: string;
  readonly credentialId: string | null;
  /** Account name or number as the operator knows it; 'Groundtrack' where no account is concerned. */
  readonly account: string;
  /** Which call or step: 'Telemetry stream', 'Token', 'User terminals', … */
  readonly call: string;
  /** One sentence, Starlink's own words included, never a secret. */
  readonly cause: string;
  /** What the operator can do, or what happens by itself. */
  readonly nextStep: string;
  readonly severity: 'error' | 'warning';
  readonly sinceMs: number;
}
