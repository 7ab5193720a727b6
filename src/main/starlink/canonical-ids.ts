// Ids of one reply in Groundtrack's spelling. A device sends many rows: each id is rewritten once, and its rows share one text.

export class CanonicalIds {
  readonly #toCanonical: (apiId: string) => string;
  readonly #known = new Map<string, string>();

  /** `toCanonical`: one of #shared/device-id.ts. */
  constructor(toCanonical: (apiId: string) => string) {
    this.#toCanonical = toCanonical;
  }

  of(apiId: string): string {
    const known = this.#known.get(apiId);
    if (known !== undefined) return known;
    const id = this.#toCanonical(apiId);
    this.#known.set(apiId, id);
    return id;
  }
}
