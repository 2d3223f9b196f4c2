import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCommand } from './support/run-command.ts';

test('the tests of the packages in vitest.coverage.config.ts reach nearly every statement', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  expect(await runCommand('npx', ['-y', 'pnpm@12', 'coverage'], root)).toEqual({
    code: 0,
    out: expect.stringContaining('% Stmts'),
  });
}, 600_000);
