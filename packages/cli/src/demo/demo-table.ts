import type { Check } from './demo-check.ts';

/**
 * The checks for a terminal or a text file: a table, or three lines each where it would not fit.
 * @param columns how many characters a line may have
 */
export function demoTable(checks: readonly Check[], columns: number): string {
  const rows = [{ rule: 'rule', expected: 'expected', actual: 'happened' }, ...checks];
  const width = (key: 'rule' | 'expected' | 'actual'): number =>
    Math.max(...rows.map((row) => row[key].length));
  const [rule, expected, actual] = [width('rule'), width('expected'), width('actual')];
  if (rule + expected + actual + 6 > columns) return checks.map(toLines).join('\n');
  return [toMark(undefined), ...checks.map(({ holds }) => toMark(holds))]
    .map((mark, index) => ({ mark, ...(rows[index] ?? { rule: '', expected: '', actual: '' }) }))
    .map(
      (row) =>
        `${row.mark} ${row.rule.padEnd(rule)}  ${row.expected.padEnd(expected)}  ${row.actual}`,
    )
    .join('\n');
}

// --- internal ---

function toMark(holds: boolean | undefined): string {
  if (holds === undefined) return ' ';
  return holds ? '✓' : '✗';
}

function toLines({ rule, expected, actual, holds }: Check): string {
  return `${toMark(holds)} ${rule}\n    expected ${expected}\n    happened ${actual}`;
}
