import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The short suite and, beside it, what takes long: chaos, exhaustion, large sizes. */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    maxWorkers: '100%',
    testTimeout: 600_000,
    hookTimeout: 60_000,
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'zohokit-compile-cache') },
  },
});
