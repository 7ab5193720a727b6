// One HTTP exchange as the Stream Viewer shows it: masked before it leaves the client that made it.

/** DataMiner's polling groups: 700 token, 701 account and managed accounts, 702 telemetry, 703 user terminals, 704 service lines, 705 data usage, 706/707 opt-in/out, 708 top-up, 709 products, 710 reboot and rename. */
export type ExchangeGroup = 700 | 701 | 702 | 703 | 704 | 705 | 706 | 707 | 708 | 709 | 710;

export interface Exchange {
  readonly atMs: number;
  readonly credentialId: string;
  readonly group: ExchangeGroup;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without query values that carry secrets; tokens and secrets never. */
  readonly url: string;
  /** null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Bytes on the wire of the answer's body. */
  readonly bytes: number;
  /** 1 for the first try, 2 after a 401. */
  readonly attempt: number;
  readonly error: string | null;
}
