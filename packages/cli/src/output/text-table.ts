import { cutToWidth, widthOfText } from './cut-to-width.ts';
import { harmless } from './harmless.ts';

/** A column of a table in words. */
export interface Column {
  title: string;
  /** @default 'left' */
  align?: 'left' | 'right' | undefined;
  /** Where the terminal is too narrow, to how many columns of it this one may shrink. @default it does not */
  least?: number | undefined;
  /** Where that is not enough, which one is left out: the highest number first. @default it stays */
  leaveOut?: number | undefined;
}

/** In columns of the terminal; a wider cell is cut. */
const widest = 40;

/**
 * A table for a person, a line each, without colours. Texts from outside are made harmless.
 * @param width that of the terminal, in characters, into which it is to fit as far as its columns allow;
 * by default nothing is left out
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const table: readonly Cells[] = columns.map((column, index) => {
    const texts = rows.map((row) => cutToWidth(harmless(String(row[index] ?? '')), widest));
    return { column, texts: [column.title, ...texts] };
  });
  const fitting = fit(table, width);
  return [undefined, ...rows].map((_, line) =>
    fitting
      .map(({ column, texts, size }) => pad(texts[line] ?? '', size, column.align))
      .join(gap)
      .trimEnd(),
  );
}

// --- internal ---

const gap = '  ';

interface Cells {
  column: Column;
  /** The title first. */
  texts: readonly string[];
}

/** Columns with their sizes: first some shrink, then some are left out. */
function fit(table: readonly Cells[], width: number): (Cells & { size: number })[] {
  const sized = table.map((cells) => {
    const size = Math.max(...cells.texts.map(widthOfText));
    return { ...cells, size, least: Math.min(size, cells.column.least ?? size) };
  });
  const gaps = gap.length * (table.length - 1);
  const needed = sized.reduce((sum, { least }) => sum + least, gaps);
  const order = Math.max(...table.map(({ column }) => column.leaveOut ?? 0));
  if (needed > width && order > 0)
    return fit(
      table.filter(({ column }) => column.leaveOut !== order),
      width,
    );
  let spare = Math.max(0, width - needed);
  return sized.map(({ column, texts, size, least }) => {
    const more = Math.min(size - least, spare);
    spare -= more;
    return { column, texts, size: least + more };
  });
}

/** Cut with a sign of it, or filled up, to exactly that size. */
function pad(text: string, size: number, align: Column['align']): string {
  const cell = widthOfText(text) <= size ? text : `${cutToWidth(text, size - 1)}…`;
  const space = ' '.repeat(Math.max(0, size - widthOfText(cell)));
  return align === 'right' ? space + cell : cell + space;
}
