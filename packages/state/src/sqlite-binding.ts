import { type Binding, toBindingRows } from './binding.ts';
import type { Database } from './database.ts';

/** See `State.bind`. */
export function bind(database: Database, binding: Binding): void {
  database.transaction(() => {
    for (const { name, identity, fallback } of decide(database, binding)) {
      const sql = 'INSERT OR REPLACE INTO binding (name, identity, fallback) VALUES (?, ?, ?)';
      database.run(sql, name, identity, fallback);
    }
  });
}

/** Throws what `bind` would throw, and keeps nothing. */
export function checkBinding(database: Database, binding: Binding): void {
  decide(database, binding);
}

// --- internal ---

function decide(database: Database, binding: Binding) {
  const rows = database.all('SELECT name, identity, fallback FROM binding');
  return toBindingRows({ place: `"${database.file}"`, rows }, binding);
}
