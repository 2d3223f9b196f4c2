import { expect, it, test } from 'vitest';
import { widthOfText } from './cut-to-width.ts';
import { textTable, type Column } from './text-table.ts';

const columns: readonly Column[] = [
  { title: 'RECORD' },
  { title: 'FOLDER', least: 8 },
  { title: 'FILES', align: 'right' },
  { title: 'RENAMED', align: 'right', leaveOut: 2 },
  { title: 'WHERE', least: 8, leaveOut: 1 },
];
const rows = [
  ['573', 'A folder of a long name', 3, 0, 'team folder "Clients"'],
  ['574', '見積書'.repeat(5), 12, 1, 'My Folders'],
];

it('has all there is where nobody says how wide it may be', () => {
  expect(textTable(columns, rows)).toEqual([
    'RECORD  FOLDER                          FILES  RENAMED  WHERE',
    '573     A folder of a long name             3        0  team folder "Clients"',
    '574     見積書見積書見積書見積書見積書     12        1  My Folders',
  ]);
});

it('cuts first what may shrink, with a sign of it', () => {
  expect(textTable(columns, rows, 60)).toEqual([
    'RECORD  FOLDER                      FILES  RENAMED  WHERE',
    '573     A folder of a long name         3        0  team fo…',
    '574     見積書見積書見積書見積書…      12        1  My Fold…',
  ]);
});

it('then leaves out one after the other', () => {
  expect(textTable(columns, rows, 40)).toEqual([
    'RECORD  FOLDER           FILES  WHERE',
    '573     A folder of a …      3  team fo…',
    '574     見積書見積書見…     12  My Fold…',
  ]);
  expect(textTable(columns, rows, 24)).toEqual([
    'RECORD  FOLDER     FILES',
    '573     A folder…      3',
    '574     見積書見…     12',
  ]);
});

test.each([24, 30, 40, 50, 60, 80, 120])('is never wider than %i', (width) => {
  for (const line of textTable(columns, rows, width))
    expect(widthOfText(line)).toBeLessThanOrEqual(width);
});

it('keeps what must stay even where it cannot fit', () => {
  expect(textTable(columns, rows, 5)[0]).toBe('RECORD  FOLDER    FILES');
});
