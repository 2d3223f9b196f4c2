import { harmless } from './harmless.ts';

/** A number stays one; what is absent is an empty cell. */
export type CsvCell = string | number | boolean | undefined;

/**
 * Rows for a spreadsheet: RFC 4180, with the mark by which Excel knows UTF-8. A text that a spreadsheet
 * would take for a formula begins with an apostrophe, whoever wrote it (OWASP: CSV injection).
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\u{FEFF}${rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`;
}

// --- internal ---

/** Full-width signs count for some programs; blanks, marks and an apostrophe before a sign do, too. */
const formula = /^[\s\p{Cf}']*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Controls are made visible, so that a cell is one line. */
function toCell(value: CsvCell): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const shown = harmless(value);
  const text = formula.test(value) || formula.test(shown) ? `'${shown}` : shown;
  return /[",;\s']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
