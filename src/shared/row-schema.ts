// How rows of any table are described, so that they can travel packed and still be typed at both ends.

/** text → string, number → number, flag → boolean, list → string[]; every field may be null (known to be nothing, or not known). */
export type FieldKind = 'text' | 'number' | 'flag' | 'list';
export type RowFields = Readonly<Record<string, FieldKind>>;

export interface RowSchema<Fields extends RowFields = RowFields> {
  /** The field that identifies a row; always present, never null. */
  readonly key: keyof Fields & string;
  readonly fields: Fields;
}

interface FieldTypes {
  text: string;
  number: number;
  flag: boolean;
  list: readonly string[];
}

type RowOfFields<Fields extends RowFields> = { readonly [Name in keyof Fields]: FieldTypes[Fields[Name]] | null };

/** A row of a schema. The key field is a string, all others may be null. */
export type RowOf<Schema extends RowSchema> = Schema extends { key: infer Key extends string; fields: infer Fields extends RowFields }
  ? Omit<RowOfFields<Fields>, Key> & { readonly [K in Key]: string }
  : never;

export function defineRows<const Fields extends RowFields, const Key extends keyof Fields & string>(
  key: Key,
  fields: Fields,
): { readonly key: Key; readonly fields: Fields } {
  return { key, fields };
}
