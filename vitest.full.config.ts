import { defineConfig } from 'vitest/config';

/** The short suite and, beside it, what takes long: chaos, exhaustion, large sizes. */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
