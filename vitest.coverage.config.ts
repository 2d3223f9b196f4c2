import { defineConfig } from 'vitest/config';

/** The packages whose own tests must reach nearly every statement. To add one, name it here. */
const packages = ['zoho-http', 'zoho-auth', 'zoho-crm'];

const sources = packages.map((name) => `packages/${name}/src`);

/** How much of the sources of these packages their tests reach. It fails below 95 % of one package. */
export default defineConfig({
  test: {
    include: sources.map((folder) => `${folder}/**/*.test.ts`),
    exclude: ['**/node_modules/**', '**/*.full.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: sources.map((folder) => `${folder}/**/*.ts`),
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: [['text', { maxCols: 120, skipEmpty: true }]],
      reportsDirectory: 'node_modules/.coverage',
      thresholds: Object.fromEntries(
        sources.map((folder) => [`${folder}/**/*.ts`, { statements: 95 }]),
      ),
    },
  },
});
