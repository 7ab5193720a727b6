// The bins of fleet statistics: 64 a power of two, so that the middle of a bin is within 0.8 % of every value in it.
// Bin 0 holds zero and all that is nearer to it than 2^-20; bin n > 0 the positive values; bin -n the same values below zero.

/** Bits of the fraction that make the bins of one power of two. */
const FRACTION_BITS = 6;
const BINS_PER_OCTAVE = 1 << FRACTION_BITS;
/** About a millionth: a drop rate of one packet in a million, nothing smaller is measured. */
const LEAST_EXPONENT = -20;
/** Larger values (over 17 × 10^12) fall into the last bin. */
export const LAST_BIN = 64 * BINS_PER_OCTAVE;
/** Where a double keeps its exponent: 11 bits after the sign, biased by 1023. */
const FIRST_KEY = (1023 + LEAST_EXPONENT) << FRACTION_BITS;
const INFINITE_KEY = 0x7ff << FRACTION_BITS;
/** Stands for a value that counts nowhere: NaN and the infinite ones. */
export const NO_BIN = -32_768;

const bits = new Uint32Array(2);
const value = new Float64Array(bits.buffer);
/** The upper half of a double lies second on every machine that Electron runs on. */
export const UPPER_HALF = 1;

/** Bin of a finite value; NO_BIN for NaN and the infinite ones. */
export function binOf(number: number): number {
  value[0] = number;
  return binOfBits(bits[UPPER_HALF]!);
}

/** @param upper the upper 32 bits of the double: a batch's column is looked at as halves, since a logarithm a value would cost more than the insert */
export function binOfBits(upper: number): number {
  const key = (upper >>> (20 - FRACTION_BITS)) & 0x1ffff;
  if (key >= INFINITE_KEY) return NO_BIN;
  const bin = key - FIRST_KEY + 1;
  if (bin < 1) return 0;
  const bounded = bin > LAST_BIN ? LAST_BIN : bin;
  return upper >>> 31 === 1 ? -bounded : bounded;
}

/** The middle of a bin. */
export function valueOf(bin: number): number {
  if (bin === 0) return 0;
  const index = Math.abs(bin) - 1;
  const octave = 2 ** (LEAST_EXPONENT + (index >> FRACTION_BITS));
  const middle = octave * (1 + ((index & (BINS_PER_OCTAVE - 1)) + 0.5) / BINS_PER_OCTAVE);
  return bin < 0 ? -middle : middle;
}

/** The same bin in SQL, of a finite DOUBLE that is not NULL. An exponent that log2 rounds up or down falls into the same bin: bins go on evenly over powers of two. */
export function binSql(expression: string): string {
  const size = `abs(${expression})`;
  const exponent = `floor(log2(${size}))`;
  const bin = `(${exponent} + ${-LEAST_EXPONENT}) * ${BINS_PER_OCTAVE} + floor((${size} / pow(2, ${exponent}) - 1) * ${BINS_PER_OCTAVE}) + 1`;
  return `(CASE WHEN ${size} < pow(2, ${LEAST_EXPONENT}) THEN 0 ELSE sign(${expression}) * least(${LAST_BIN}, ${bin}) END)::SMALLINT`;
}
