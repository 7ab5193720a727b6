// Keeps a text from becoming a formula in the spreadsheet that opens it: names come from whoever may rename a service line.

/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula; the wide forms are read as the narrow ones in East Asian settings. */
const startsFormula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A plain number calculates nothing, and must stay a number. */
const plainNumber = /^-\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A text cell: an apostrophe before anything that could begin a formula. */
export function guardText(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}

/** A cell of a number column: "-62.70881" stays as it is, anything else is guarded as text. */
export function guardNumber(text: string): string {
  return plainNumber.test(text) ? text : guardText(text);
}
