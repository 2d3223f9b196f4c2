import type { Check } from './demo-check.ts';

/** The checks as a table for a terminal or a text file. */
export function demoTable(checks: readonly Check[]): string {
  const width = (key: 'rule' | 'expected' | 'actual'): number =>
    Math.max(key.length, ...checks.map((check) => check[key].length));
  const widths = { rule: width('rule'), expected: width('expected'), actual: width('actual') };
  const row = (mark: string, { rule, expected, actual }: Omit<Check, 'holds'>): string =>
    `${mark} ${rule.padEnd(widths.rule)}  ${expected.padEnd(widths.expected)}  ${actual}`.trimEnd();
  const head = row(' ', { rule: 'rule', expected: 'expected', actual: 'actual' });
  return [head, ...checks.map((check) => row(check.holds ? '✓' : '✗', check))].join('\n');
}
