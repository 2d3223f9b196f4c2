import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPg } from './load-pg.ts';

test('without pg the failure says what to install', async () => {
  const missing = Object.assign(new Error("Cannot find package 'pg'"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  await expect(loadPg(() => Promise.reject(missing))).rejects.toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message:
      'Postgres needs the package "pg", which cannot be loaded (ERR_MODULE_NOT_FOUND): npm install pg',
  });
});

test('importing and making a store needs no pg, its first call says that it is missing', () => {
  const entry = new URL('../postgres.ts', import.meta.url).href;
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        return next(name === 'pg' ? 'a-package-that-nobody-installed' : name, context);
      },
    });
    const { createPostgresStore } = await import(${JSON.stringify(entry)});
    const store = createPostgresStore({ url: 'postgres://u:canary@127.0.0.1:1/zoho' });
    await store.get('token/a').catch(({ reason, message }) => console.log(reason, message));
    await store.close();
  `;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) },
  );

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^configuration Postgres needs the package "pg".*npm install pg/u);
});
