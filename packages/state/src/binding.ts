import { TransferFailure } from '@zohokit/transfer-core';
import type { Database } from './database.ts';
import { toText } from './row.ts';

/** What a state file belongs to, by name: labels that may be shown, never a secret. */
export type Binding = Readonly<Record<string, string>>;

/**
 * Binds the file on first use and refuses another binding from then on, naming what differs:
 * ids in the journal mean nothing in another org. A name that the file does not know yet is
 * added. Throws a `TransferFailure` (run, configuration).
 */
export function bind(database: Database, binding: Binding): void {
  database.transaction(() => {
    const rows = database.all('SELECT name, value FROM binding');
    const bound = new Map(rows.map((row) => [toText(row, 'name'), toText(row, 'value')]));
    const differences = Object.entries(binding).flatMap(([name, value]) => {
      const known = bound.get(name) ?? value;
      return known === value ? [] : [`${name} is ${value} but the file belongs to ${known}`];
    });
    if (differences.length > 0) throw boundToAnother(database.file, differences);
    for (const [name, value] of Object.entries(binding)) {
      database.run('INSERT OR IGNORE INTO binding (name, value) VALUES (?, ?)', name, value);
    }
  });
}

function boundToAnother(file: string, differences: readonly string[]): TransferFailure {
  const message =
    `"${file}" belongs to another transfer: ${differences.join('; ')}; ` +
    'correct the settings or give this transfer a folder of its own (ZOHOKIT_HOME)';
  return new TransferFailure(message, { reach: 'run', reason: 'configuration' });
}
