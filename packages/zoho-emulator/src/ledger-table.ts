import type { LedgerEntry } from './ledger-entry.ts';

/** Entries for people to read, a line each below a line of headings. */
export function toLedgerTable(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => [
    String(entry.n),
    new Date(entry.at).toISOString(),
    entry.org ?? '-',
    String(entry.status),
    entry.method,
    entry.path + (entry.query === '' ? '' : `?${entry.query}`),
    [entry.fault, entry.throttled && 'throttled', entry.early && 'early'].filter(Boolean).join(' '),
  ]);
  const table = [['n', 'at', 'org', 'status', 'method', 'path', ''], ...rows];
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
