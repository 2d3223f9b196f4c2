import { cutToWidth, widthOfText } from './cut-to-width.ts';

/**
 * The text in lines of at most so many columns, broken between words; a longer word is broken where
 * the line ends, and nothing is lost. A line goes on below its first word when that is a mark of a
 * list (`1.`, `-`) or a name with a colon and a gap, otherwise where it began.
 */
export function wrapText(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns))
    .join('\n');
}

// --- internal ---

const mark = /^ *(?:\d+\. |- |\S[^:]*: {2,})?/;

function wrapLine(line: string, columns: number): string[] {
  const head = mark.exec(line)?.[0] ?? '';
  // What would leave no room for the words themselves is no mark.
  const indent = widthOfText(head) > columns / 2 ? '' : ' '.repeat(widthOfText(head));
  const start = indent === '' ? '' : head;
  const lines: string[] = [];
  let now = start;
  let isEmpty = true;
  for (const word of line.slice(start.length).split(' ')) {
    const gap = isEmpty ? '' : ' ';
    if (!isEmpty && widthOfText(now + gap + word) > columns) {
      lines.push(now);
      [now, isEmpty] = [indent, true];
    }
    now += (isEmpty ? '' : ' ') + word;
    isEmpty = false;
    while (widthOfText(now) > columns) {
      const fits = cutToWidth(now, columns);
      // A sign of two columns in a terminal of one.
      if (fits.length <= indent.length) break;
      lines.push(fits);
      now = indent + now.slice(fits.length);
    }
  }
  return [...lines, now];
}
