import type { DatabaseSync } from 'node:sqlite';

type Sqlite = { DatabaseSync: typeof DatabaseSync };

/**
 * Node's own SQLite, loaded on first use: merely importing this package prints nothing. Throws
 * on a Node that was built without it.
 */
export function loadSqlite(): Sqlite {
  // Node 22 warns that SQLite is experimental, Node 24 does not. Loading is synchronous, so no
  // warning of anybody else can pass while ours is filtered.
  // oxlint-disable-next-line typescript/unbound-method -- put back unbound, as it was found
  const { emitWarning } = process;
  process.emitWarning = withoutSqliteWarning(emitWarning);
  try {
    // An `import` of it, even a type-free one, would be resolved before the filter is in place.
    const sqlite = process.getBuiltinModule('node:sqlite');
    if (!sqlite) throw new Error('This Node has no node:sqlite: use Node 22.19 or newer');
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Passes on every warning but the one that Node 22 gives for `node:sqlite`. */
export function withoutSqliteWarning(
  emitWarning: typeof process.emitWarning,
): typeof process.emitWarning {
  const filtered = (...warning: [warning: string | Error, ...rest: never[]]): void => {
    const [text, type] = warning as unknown[];
    const isSqlite = typeof text === 'string' && text.startsWith('SQLite is an experimental');
    if (isSqlite && type === 'ExperimentalWarning') return;
    emitWarning.call(process, ...warning);
  };
  return filtered;
}
