// Integers above 2^53 exactly: from their digits in the body, never through a double.

/** Powers of ten up to 10^30 are far beyond any 64-bit integer; a larger exponent is nonsense and must not cost memory. */
const maxExponent = 30;

/**
 * Exact integer of a JSON number or of a string that holds one: '1730564202000000000', '-5', '1.7e18', '123.0'. What stands behind the point is cut off.
 * null when it is no number or beyond reason.
 */
export function parseExactInteger(text: string): bigint | null {
  const match = /^\s*(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > maxExponent || whole.length + fraction.length > 64) return null;
  const shifted = exponent >= 0 ? whole + fraction.padEnd(exponent, '0').slice(0, exponent) : whole.slice(0, Math.max(0, whole.length + exponent));
  const magnitude = BigInt(shifted === '' ? '0' : shifted);
  return sign === '-' ? -magnitude : magnitude;
}
