/** A terminal as far as this program uses one: what a person sees after all that was written. */
export interface Screen {
  write(text: string): void;
  /** Makes it wider or narrower; lines that no longer fit are folded. */
  resize(columns: number): void;
  /** The lines from the first to the last that is not blank, also those that have scrolled away. */
  lines(): string[];
}

/**
 * Understands line breaks, returns, cursor up, erase to the right and below; colours are skipped. Each
 * character takes one column.
 */
export function createScreen(columns: number): Screen {
  let width = columns;
  let rows: string[] = [''];
  let [row, column] = [0, 0];

  const put = (char: string): void => {
    if (column >= width) newLine();
    const line = rows[row] ?? '';
    rows[row] = line.slice(0, column).padEnd(column) + char + line.slice(column + 1);
    column += 1;
  };
  const newLine = (): void => {
    [row, column] = [row + 1, 0];
    rows[row] ??= '';
  };
  const control = (count: string, command: string): void => {
    if (command === 'A') row = Math.max(0, row - Number(count || 1));
    if (command === 'K' || command === 'J') rows[row] = (rows[row] ?? '').slice(0, column);
    if (command === 'J') rows = rows.slice(0, row + 1);
    if (!'AKJm'.includes(command)) throw new Error(`a screen knows no sequence ${command}`);
  };

  return {
    write(text) {
      for (const [whole, count = '', command = ''] of text.matchAll(piece)) {
        if (command !== '') control(count, command);
        else if (whole === '\n') newLine();
        else if (whole === '\r') column = 0;
        else put(whole);
      }
    },
    resize(next) {
      width = next;
      const folded = rows.map((line) => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? ['']);
      row = folded.slice(0, row + 1).reduce((sum, lines) => sum + lines.length, 0) - 1;
      rows = folded.flat();
      column = (rows[row] ?? '').length;
    },
    lines() {
      const seen = rows.map((line) => line.trimEnd());
      while (seen.at(-1) === '') seen.pop();
      return seen;
    },
  };
}

// --- internal ---

// oxlint-disable-next-line no-control-regex
const piece = /\u001B\[([\d;]*)([A-Za-z])|[\s\S]/gu;
