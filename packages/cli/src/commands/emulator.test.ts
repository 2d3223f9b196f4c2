import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { main } from '../main.ts';
import { createTestApp, temporaryFolder } from '../testing/test-app.ts';

const FirstLine = v.object({ origin: v.string(), orgs: v.record(v.string(), v.unknown()) });

it('serves two orgs until it is asked to end, and then exits 0', async () => {
  const end = new AbortController();
  let begun = (_line: string): void => undefined;
  const line = new Promise<string>((resolve) => (begun = resolve));
  const app = await createTestApp({
    signal: end.signal,
    out: { write: (text) => begun(text), isTTY: false },
  });
  const serving = main(['emulator', '--port', '0', '--json', '--write-env', 'job.env'], app);
  const { origin, orgs } = v.parse(FirstLine, JSON.parse(await line));
  expect(Object.keys(orgs)).toEqual(['a', 'b']);
  expect((await fetch(`${origin}/_emulator`)).status).toBe(200);
  const settings = await readFile(path.join(app.cwd, 'job.env'), 'utf8');
  expect(settings).toContain(`ZOHO_EMULATOR_URL=${origin}`);
  end.abort();
  expect(await serving).toBe(0);
  await expect(fetch(`${origin}/_emulator`)).rejects.toThrow(TypeError);
});

it('serves as many records as asked for, and keeps them in a folder', async () => {
  const cwd = await temporaryFolder();
  const countRecords = async (...flags: string[]): Promise<number> => {
    const end = new AbortController();
    const line = Promise.withResolvers<string>();
    const app = await createTestApp({
      cwd,
      signal: end.signal,
      out: { write: (text) => line.resolve(text), isTTY: false },
    });
    const given = ['--port', '0', '--json', '--directory', 'kept', ...flags];
    const serving = main(['emulator', ...given], app);
    const { origin } = v.parse(FirstLine, JSON.parse(await line.promise));
    const answer = await fetch(`${origin}/_emulator/records?org=a&module=Projects&limit=1`);
    end.abort();
    expect(await serving).toBe(0);
    return v.parse(v.object({ total: v.number() }), await answer.json()).total;
  };
  expect(await countRecords('--records', '12', '--files-per-record', '1')).toBe(12);
  expect(await countRecords()).toBe(12);
});

it('exits 1 and names the seed that cannot be read', async () => {
  const app = await createTestApp();
  expect(await main(['emulator', '--port', '0', '--seed', 'none.json'], app)).toBe(1);
  expect(app.errText()).toMatch(/^zohokit: Cannot read the seed .*none\.json/);
});

it('exits 1 when the folder of the settings to write does not exist', async () => {
  const app = await createTestApp();
  const file = path.join('none', 'job.env');
  expect(await main(['emulator', '--port', '0', '--write-env', file], app)).toBe(1);
  const folder = path.join(app.cwd, 'none');
  expect(app.errText()).toBe(
    `zohokit: --write-env: there is no folder "${folder}": create it first\n`,
  );
});
