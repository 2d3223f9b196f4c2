import { cutToWidth, widthOfText } from './cut-to-width.ts';
import { harmless } from './harmless.ts';

/** A column of a table in words. */
export interface Column {
  title: string;
  /** @default 'left' */
  align?: 'left' | 'right' | undefined;
}

/** In columns of the terminal; a wider cell is cut. */
const widest = 40;

/** A table for a person, a line each, without colours. Texts from outside are made harmless. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => row.map((cell) => cutToWidth(harmless(String(cell)), widest))),
  ];
  const widths = columns.map((_, index) =>
    cells.reduce((most, row) => Math.max(most, widthOfText(row[index] ?? '')), 0),
  );
  return cells.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align))
      .join('  ')
      .trimEnd(),
  );
}

// --- internal ---

function pad(cell: string, width: number, align: Column['align']): string {
  const gap = ' '.repeat(Math.max(0, width - widthOfText(cell)));
  return align === 'right' ? gap + cell : cell + gap;
}
