import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.full.test.ts'],
    // Vitest leaves one core to itself, which on two cores is half of the machine.
    maxWorkers: '100%',
    // A slow machine is no fault of a test.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // The programs that tests start run from their sources, which Node then compiles once.
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'zohokit-compile-cache') },
  },
});
