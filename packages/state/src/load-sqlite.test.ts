import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withoutSqliteWarning } from './load-sqlite.ts';

test('the warning about SQLite is dropped; every other one passes as it was', () => {
  const passed: unknown[][] = [];
  const emit = withoutSqliteWarning((...warning: unknown[]) => void passed.push(warning));
  const sqlite = 'SQLite is an experimental feature and might change at any time';

  emit(sqlite, 'ExperimentalWarning');
  emit(sqlite, 'DeprecationWarning');
  emit('Another experimental feature', 'ExperimentalWarning');
  emit(new Error(sqlite));

  expect(passed).toEqual([
    [sqlite, 'DeprecationWarning'],
    ['Another experimental feature', 'ExperimentalWarning'],
    [new Error(sqlite)],
  ]);
});

test('importing the package and loading SQLite print nothing and keep later warnings', () => {
  const packageFile = new URL('index.ts', import.meta.url).href;
  const loader = new URL('load-sqlite.ts', import.meta.url).href;
  const program = `
    await import(${JSON.stringify(packageFile)});
    const { loadSqlite } = await import(${JSON.stringify(loader)});
    loadSqlite();
    process.emitWarning('a later warning', 'ExperimentalWarning');
  `;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) },
  );

  expect([status, stdout]).toEqual([0, '']);
  const warnings = stderr.split('\n').filter((line) => line.includes('Warning'));
  expect(warnings).toEqual([expect.stringContaining('a later warning')]);
});
