// Money as the pages show it: the amount with its currency's own decimals, then the ISO code ("250.00 EUR"). A sign like "$" names eight currencies; a code names one.
import { notAvailable } from './format-number.ts';

/** Prices of a GB have more decimals than a bill: all of them are shown, up to so many. */
const UNIT_PRICE_DECIMALS = 6;
/** For a currency that is not known here, and for none. */
const USUAL_DECIMALS = 2;
/** Stands where a reply gives an amount without its currency: never taken for another one's. */
const noCurrency = '(no currency)';

/** 1250 EUR → "1,250.00 EUR", 80 JPY → "80 JPY", 0.004 EUR → "<0.01 EUR", null → "N/A". */
export function formatMoney(amount: number | null, currency: string | null): string {
  const decimals = decimalsOf(currency);
  return format(amount, currency, decimals, decimals);
}

/** As formatMoney, but 0.125 EUR stays "0.125 EUR": what is multiplied must not be rounded before. */
export function formatUnitPrice(amount: number | null, currency: string | null): string {
  return format(amount, currency, decimalsOf(currency), UNIT_PRICE_DECIMALS);
}

function format(amount: number | null, currency: string | null, least: number, most: number): string {
  if (amount === null || !Number.isFinite(amount)) return notAvailable;
  return `${figures(amount, least, most)} ${currency ?? noCurrency}`;
}

function figures(amount: number, least: number, most: number): string {
  const text = numberFormat(least, most).format(amount === 0 ? 0 : amount);
  if (amount === 0 || Number(text) !== 0) return text;
  const smallest = (10 ** -most).toFixed(most);
  return amount > 0 ? `<${smallest}` : `>-${smallest}`;
}

const formats = new Map<number, Intl.NumberFormat>();

/** Making a format costs a hundred times as much as using it. */
function numberFormat(least: number, most: number): Intl.NumberFormat {
  const key = least * 100 + most;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const created = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(key, created);
  return created;
}

const decimalsByCurrency = new Map<string, number>();

function decimalsOf(currency: string | null): number {
  if (currency === null) return USUAL_DECIMALS;
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    decimals = readDecimals(currency);
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}

/** Anything but three letters is refused by Intl; what a server calls its currency is shown all the same. */
function readDecimals(currency: string): number {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? USUAL_DECIMALS;
  } catch {
    return USUAL_DECIMALS;
  }
}
