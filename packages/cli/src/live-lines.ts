import { stripVTControlCharacters } from 'node:util';
import type { TextOutput } from './app.ts';
import { canRewrite } from './looks.ts';
import { widthOfText } from './output/cut-to-width.ts';

/** The two outputs of a program. */
export interface Outputs {
  out: TextOutput;
  err: TextOutput;
}

/**
 * Outputs that can keep lines at the bottom of the terminal, out of the way of whatever is written to
 * either: those that go there. Where nobody watches, or where lines cannot be written anew, they stay as
 * they are.
 */
export function withLiveLines({ out, err }: Outputs, env: Environment): Outputs {
  const terminal = [out, err].find((one) => canRewrite(one, env));
  if (terminal === undefined) return { out, err };
  let shown: readonly string[] = [];

  const above = (to: TextOutput, text: string): void => {
    if (shown.length === 0) {
      to.write(text);
      return;
    }
    const before = `${toTop(shown, terminal)}${eraseBelow}`;
    // What does not end its line would be written over.
    const after = text.endsWith('\n') ? picture(shown) : '';
    if (after === '') shown = [];
    if (to === terminal) {
      // At once, so that nobody sees the terminal without the lines.
      terminal.write(`${before}${text}${after}`);
      return;
    }
    terminal.write(before);
    to.write(text);
    terminal.write(after);
  };

  const live = (lines: readonly string[]): void => {
    if (lines.length > 0 || shown.length > 0)
      terminal.write(`${toTop(shown, terminal)}${picture(lines)}`);
    shown = [...lines];
  };

  /** What goes to a file does not disturb the terminal. */
  const beside = (to: TextOutput): TextOutput =>
    to.isTTY
      ? {
          isTTY: true,
          write: (text) => above(to, text),
          get columns() {
            return to.columns;
          },
          get rows() {
            return to.rows;
          },
          live,
        }
      : to;
  return { out: beside(out), err: beside(err) };
}

// --- internal ---

type Environment = Readonly<Record<string, string | undefined>>;

const eraseRight = '\u001B[K';
const eraseBelow = '\u001B[J';

/** Each line is written over the old one and its rest erased: nothing is ever blank in between. */
function picture(lines: readonly string[]): string {
  return `${lines.join(`${eraseRight}\n`)}${eraseBelow}`;
}

/**
 * To the beginning of the lines that are shown. A terminal that was made narrower has folded them, so
 * they count by the width that it has now.
 */
function toTop(shown: readonly string[], { columns = 80 }: TextOutput): string {
  if (shown.length === 0) return '';
  const folded = shown.map((line) =>
    Math.max(1, Math.ceil(widthOfText(stripVTControlCharacters(line)) / columns)),
  );
  const up = folded.reduce((sum, rows) => sum + rows, 0) - 1;
  return up === 0 ? '\r' : `\r\u001B[${up}A`;
}
