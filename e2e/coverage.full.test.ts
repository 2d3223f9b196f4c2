import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mustRun } from './support/run-command.ts';

test('the tests of the packages in vitest.coverage.config.ts reach nearly every statement', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  expect(await mustRun('npx', ['-y', 'pnpm@12', 'coverage'], root)).toContain('% Stmts');
}, 600_000);
