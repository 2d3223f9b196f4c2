/** A number stays one; what is absent is an empty cell. */
export type CsvCell = string | number | undefined;

/**
 * Rows for a spreadsheet: RFC 4180, with the mark by which Excel knows UTF-8. A text that a spreadsheet
 * would take for a formula begins with an apostrophe, whoever wrote it (OWASP: CSV injection).
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\u{FEFF}${rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`;
}

// --- internal ---

/** Full-width signs count for some programs; blanks before a sign do, too. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function toCell(value: CsvCell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
