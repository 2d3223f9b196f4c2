import { harmless } from './harmless.ts';

/** A cell of a table for a spreadsheet. */
export type CsvCell = string | number | boolean | undefined;

/**
 * One row, with its end (RFC 4180). A text from outside that a spreadsheet would take for a formula
 * begins with an apostrophe, which spreadsheets take for "this is text".
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

// --- internal ---

/** OWASP: CSV injection. Controls such as a tab before it are made visible first. */
const formula = /^(?:[\s']|\u200C|\u200D)*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

function toCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const text = harmless(cell);
  const safe = formula.test(text) || /^[\t\r\n]/.test(cell) ? `'${text}` : text;
  return /[",;\s']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
