import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { stat, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { harbour, seedOf } from '../testing/deals.ts';
import { useEmulator } from '../testing/use-emulator.ts';

/** A state in a database that cannot be used; what a real server does, the full suite says. */

const shared = useEmulator(seedOf(harbour));

/** A port at which whoever connects is cut off. */
async function deadEnd(): Promise<number> {
  const server = createServer((socket) => void socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port;
}

/** Every command that reads or writes the state. */
const commands = [
  'run',
  'plan',
  'status',
  'history',
  'doctor',
  'report last',
  'verify last',
  'undo last',
  'retry last',
  'explain 573',
  'pin 573 --clear',
  'rebuild --yes',
  'export state.jsonl',
  'import in.jsonl',
];

test.each(commands)(
  '%s exits 3 where the database cannot be reached, names it, and shows no password',
  async (command) => {
    const port = await deadEnd();
    const place = await shared.place({
      ZOHOKIT_DATABASE_URL: `postgres://robot:canary-secret@127.0.0.1:${port}/zohokit`,
    });
    await writeFile(path.join(place.cwd, 'in.jsonl'), '');
    const { exitCode, out, err } = await place.run(command.split(' '));
    expect(exitCode).toBe(3);
    expect(out + err).toContain(`atabase "zohokit" on 127.0.0.1:${port}`);
    expect(out + err).not.toContain('canary-secret');
    // No state may be looked for in the folder.
    await expect(stat(path.join(place.cwd, '.zohokit', 'state.db'))).rejects.toThrow('ENOENT');
  },
);

test.each([
  [
    'mysql://robot:canary-secret@db.example/zohokit',
    'ZOHOKIT_DATABASE_URL is no address of Postgres',
  ],
  ['postgres://robot:canary/secret#more@db.example/x', 'ZOHOKIT_DATABASE_URL is no address'],
  ['postgres://robot:canary-secret@db.example/a@b', 'ZOHOKIT_DATABASE_URL is no address'],
  ['canary-secret', 'ZOHOKIT_DATABASE_URL is no address'],
])('an address like %s is refused before anything is connected', async (address, told) => {
  const place = await shared.place();
  const env = { ZOHOKIT_DATABASE_URL: address };
  const { exitCode, out, err } = await place.run(['run'], { env });
  expect({ exitCode, err }).toEqual({ exitCode: 3, err: expect.stringContaining(told) });
  const shown = await place.run(['config', 'show', '--origin'], { env });
  for (const text of [out, err, shown.out, shown.err]) expect(text).not.toContain('canary');
});

test.each([['deals/2'], ['-deals'], ['x'.repeat(61)], ['f'.repeat(40)]])(
  'ZOHOKIT_JOB=%s is refused',
  async (name) => {
    const place = await shared.place({ ZOHOKIT_JOB: name });
    const { exitCode, err } = await place.run(['run']);
    expect({ exitCode, err }).toEqual({ exitCode: 3, err: expect.stringContaining('ZOHOKIT_JOB') });
  },
);

test('config show tells where the database is, and nothing that opens it', async () => {
  const place = await shared.place({
    ZOHOKIT_DATABASE_URL:
      'postgres://robot:canary%2Fsecret@db.example:5433/zohokit?sslmode=verify-full&password=canary',
    ZOHOKIT_JOB: 'deals.eu',
  });
  const { exitCode, out } = await place.run(['config', 'show']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(
    /^ZOHOKIT_DATABASE_URL +postgres:\/\/\*\*\*@db\.example:5433\/zohokit\?\*\*\*$/m,
  );
  expect(out).toMatch(/^ZOHOKIT_JOB +deals\.eu$/m);
  expect(out).not.toMatch(/canary|robot/);
});
