import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openState } from './open-state.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('the first example of the README runs and leaves a finished run behind', async () => {
  const directory = await createTemporaryDirectory();
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```ts\r?\n(.*?)```/s.exec(readme) ?? [];

  const { stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', example],
    {
      // Within the package, so that it finds itself by its own name.
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, ZOHOKIT_HOME: directory },
      encoding: 'utf8',
    },
  );

  expect([status, stderr]).toEqual([0, '']);
  const state = await openState({ directory, create: false });
  expect(await state.history.runs()).toMatchObject([{ id: 'run-1', end: { exitCode: 0 } }]);
  await state.close();
});
