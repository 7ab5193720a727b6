// What one attempt came to: filled while it runs, reported as an Exchange when it ends.

export interface Tally {
  status: number | null;
  /** Bytes of the body on the wire, so far. */
  bytes: number;
  error: string | null;
}
