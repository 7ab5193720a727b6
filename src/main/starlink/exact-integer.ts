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

/** Both halves of a plain run of digits: value = high × 10^9 + low. Exact for up to 24 digits. */
export interface DigitHalves {
  high: number;
  low: number;
}

/** Reads bytes[start, end) into `halves` without making a string; false when there is anything but 10 to 24 digits. */
export function readDigits(bytes: Uint8Array, start: number, end: number, halves: DigitHalves): boolean {
  if (end - start < 10 || end - start > 24) return false;
  let high = 0;
  let low = 0;
  const middle = end - 9;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return false;
    if (at < middle) high = high * 10 + digit;
    else low = low * 10 + digit;
  }
  halves.high = high;
  halves.low = low;
  return true;
}
