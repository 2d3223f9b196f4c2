import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.full.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
