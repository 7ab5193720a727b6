// What a kill test tells the child process.

export interface ChildOrder {
  readonly folder: string;
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly credentialId: string;
  readonly accountNumber: string;
  readonly batchSize: number;
  /** Where to die; null: live until killed. */
  readonly point: string | null;
  /** At the n-th time the point is reached. */
  readonly hit: number;
  /** For points around a parse: at which JSON.parse inside it. */
  readonly parseCall: number;
}
