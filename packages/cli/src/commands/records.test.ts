import path from 'node:path';
import { openState } from '@zohokit/state';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { ExplainResult } from '../explain/explain-result.ts';
import { PinResult } from '../runs/pin-result.ts';
import { harbour, idOf, mixed, seedOf, stored, ticks, twins, writesTo } from '../testing/deals.ts';
import { useEmulator, type Place, type Ran } from '../testing/use-emulator.ts';

/** What is asked and settled of one record: explain, pin. */

const shared = useEmulator(seedOf(harbour, mixed, twins));

const read = <Result>(schema: v.GenericSchema<unknown, Result>, { out }: Ran): Result =>
  v.parse(schema, JSON.parse(out));

const explain = async (place: Place, id: string) =>
  read(ExplainResult, await place.run(['explain', id, '--json']));

const twin = (key: string): string => shared.emulator.orgs.b.ids[key] ?? '';

describe('zohokit explain', () => {
  it('says of a record that nobody looked at what would be done', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Harbour');
    const { exitCode, out, err } = await place.run(['explain', id]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('names the folder "Harbour"; its box is not ticked');
    expect(out).toContain('it asks for a transfer');
    expect(out).toContain('no run has looked at it');
    expect(out).toContain('send "a.txt"');
    expect(out).toContain('next run: send 2, keep 0 stored before');
    expect(writesTo(shared.emulator)).toEqual([]);
  });

  it('says of one that was transferred by which run, and why it is not pending', async () => {
    const place = await shared.place();
    await place.run(['run']);
    const id = idOf(shared.emulator, 'Harbour');
    const told = await explain(place, id);
    expect(told).toMatchObject({
      recordId: id,
      record: { checked: true },
      notPending: 'its checkbox is ticked already',
      journal: { status: 'closed', outcome: 'transferred', tickedByUs: true },
      plan: null,
    });
    expect(told.items.map(({ name, status }) => [name, status])).toEqual([
      ['a.txt', 'stored'],
      ['b.txt', 'stored'],
    ]);
    expect((await place.run(['explain', id])).out).toMatch(/box was ticked by our run \S+$/m);
  });

  it('says of one that failed what failed, and of an ambiguous one which folders there are', async () => {
    const place = await shared.place();
    await place.run(['run']);
    const failed = await explain(place, idOf(shared.emulator, 'Mixed'));
    expect(failed.items.find(({ name }) => name === 'virus.exe')).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/./u),
    });
    const ambiguous = await explain(place, idOf(shared.emulator, 'Twins'));
    expect(ambiguous.candidates.map(({ id }) => id).toSorted()).toEqual(
      [twin('twin/1'), twin('twin/2')].toSorted(),
    );
    expect(ambiguous.plan).toMatchObject({ status: 'ambiguous', actions: [] });
  });

  it('exits 1 for a record that does not exist', async () => {
    const place = await shared.place();
    const { exitCode, out } = await place.run(['explain', '404']);
    expect(exitCode).toBe(1);
    expect(out).toContain('CRM has no such record in this module');
    expect(await explain(place, '404')).toMatchObject({ record: null, journal: null });
  });

  it('shows harmlessly what comes from outside', async () => {
    const id = idOf(shared.emulator, 'Harbour');
    const evil = 'Evil\u001B[2J\nRecord 1: all is well';
    shared.emulator.updateRecord('a', 'Projects', id, { Folder_Name: evil });
    const place = await shared.place();
    const { out } = await place.run(['explain', id]);
    expect(out).not.toContain('\u001B');
    expect(out).not.toMatch(/^Record 1: all is well/m);
    expect((await explain(place, id)).record?.folderName).toBe(evil);
  });
});

describe('zohokit pin', () => {
  it('settles an ambiguity, and the next run uses the folder', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Twins');
    expect((await place.run(['run', '--record-id', id])).exitCode).toBe(7);
    const ran = await place.run(['pin', id, twin('twin/2')]);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toBe(
      `Record ${id} means folder "Twins" (${twin('twin/2')}) from now on; the next run looks at it\n`,
    );
    expect((await place.run(['run', '--record-id', id])).exitCode).toBe(0);
    expect(stored(shared.emulator)).toEqual(['two.txt']);
    expect(ticks(shared.emulator)['Twins']).toBe(true);
  });

  it('takes the address of the folder in the browser', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Twins');
    const address = `https://workdrive.zoho.com/folder/${twin('twin/1')}`;
    const ran = await place.run(['pin', id, address, '--json']);
    expect(read(PinResult, ran)).toEqual({
      type: 'pin',
      recordId: id,
      folder: { id: twin('twin/1'), name: 'Twins' },
      before: null,
      pending: true,
    });
  });

  it('lets names decide again, and leaves a record alone that nobody pinned', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Twins');
    await place.run(['pin', id, twin('twin/1')]);
    const ran = await place.run(['pin', id, '--clear', '--json']);
    expect(read(PinResult, ran)).toMatchObject({ folder: null, before: twin('twin/1') });
    expect((await place.run(['run', '--record-id', id])).exitCode).toBe(7);
    const other = idOf(shared.emulator, 'Harbour');
    expect((await place.run(['pin', other, '--clear'])).out).toContain('was not pinned');
    expect((await explain(place, other)).journal).toBeNull();
  });

  it('exits 1 for a folder that org B does not have, and for a record that CRM does not have', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Twins');
    const { exitCode, err } = await place.run(['pin', id, 'f'.repeat(37)]);
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: expect.stringContaining(`org B has no folder ${'f'.repeat(37)}`),
    });
    expect((await explain(place, id)).journal).toBeNull();
    expect(await place.run(['pin', '404', twin('twin/1')])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('there is no record 404'),
    });
    const file = shared.emulator.orgs.b.ids['harbour/a'] ?? '';
    expect((await place.run(['pin', id, file])).exitCode).toBe(1);
  });

  it('exits 6 while a run is going', async () => {
    const place = await shared.place();
    const state = await openState({ directory: path.join(place.cwd, '.zohokit') });
    onTestFinished(() => state.close());
    await state.lock.acquire();
    const id = idOf(shared.emulator, 'Twins');
    expect((await place.run(['pin', id, twin('twin/1')])).exitCode).toBe(6);
  });
});

test.each([
  [['explain'], 'a value is missing: RECORD'],
  [['explain', 'Harbour'], 'RECORD must be the number of a record'],
  [['explain', '1', '2'], 'one value too many'],
  [['explain', '1', '--yes'], 'unknown flag --yes'],
  [['pin'], 'a value is missing: RECORD'],
  [['pin', '1'], 'a value is missing: FOLDER, or --clear'],
  [['pin', '1', 'short'], 'FOLDER is not a WorkDrive id'],
  [['pin', '1', 'https://example.com/x'], 'FOLDER is an address, not an id'],
  [['pin', '1', 'f'.repeat(37), '--clear'], '--clear takes no FOLDER'],
])('zohokit %j exits 2', async (words, told) => {
  const place = await shared.place();
  const { exitCode, out, err } = await place.run(words);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain(told);
});

describe.each([
  ['explain', (id: string) => ['explain', id]],
  ['pin', (id: string) => ['pin', id, '--clear']],
])('zohokit %s', (_, words) => {
  const run = async (place: Place) =>
    (await place.run(words(idOf(shared.emulator, 'Twins')))).exitCode;

  it('exits 3 for a setting, 4 for a grant, 5 in a penalty', async () => {
    expect(await run(await shared.place({ ZOHOKIT_PACE: 'x' }))).toBe(3);
    expect(await run(await shared.place({ ORG_A_CLIENT_SECRET: 'wrong-secret' }))).toBe(4);
    shared.emulator.faults.add({
      match: { org: 'a', times: 99 },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '3000' } },
    });
    expect(await run(await shared.place())).toBe(5);
  });

  it('exits 3 where the state belongs to others', async () => {
    const place = await shared.place();
    await place.run(['run']);
    const { a } = shared.emulator.orgs;
    const env = {
      ORG_B_REGION: a.dataCenter,
      ORG_B_CLIENT_ID: a.clientId,
      ORG_B_CLIENT_SECRET: a.clientSecret,
      ORG_B_REFRESH_TOKEN: a.refreshToken,
    };
    const ran = await place.run(words(idOf(shared.emulator, 'Twins')), { env });
    expect(ran).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('belongs to another transfer'),
    });
  });
});
