// An outage somebody orders: where, how long, how soon.

export interface OutageOrder {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
  readonly durationS: number;
  /** So many seconds from now; default 0. */
  readonly inS?: number;
}

/** Throws an Error whose message says what is wrong. */
export function parseOutageOrder(input: unknown): OutageOrder {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new Error('an outage is an object');
  const fields: Record<string, unknown> = { ...input };
  const stray = Object.keys(fields).find((name) => !(name in limits));
  if (stray !== undefined) throw new Error(`an outage has no field "${stray}"`);
  const read = (name: keyof typeof limits): number => {
    const value = fields[name] ?? (name === 'inS' ? 0 : undefined);
    const [least, most] = limits[name];
    if (typeof value !== 'number' || value < least || value > most) throw new Error(`"${name}" of an outage is a number from ${least} to ${most}`);
    return value;
  };
  return { latitude: read('latitude'), longitude: read('longitude'), radiusKm: read('radiusKm'), durationS: read('durationS'), inS: read('inS') };
}

// Half the way around the earth, and a year.
const limits = { latitude: [-90, 90], longitude: [-180, 180], radiusKm: [1, 20_000], durationS: [1, 31_536_000], inS: [0, 31_536_000] } as const;
