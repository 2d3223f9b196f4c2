import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { RebuildResult } from '../runs/rebuild-result.ts';
import { UndoResult } from '../runs/undo-result.ts';
import { VerifyResult } from '../runs/verify-result.ts';
import { harbour, idOf, mixed, seedOf, stored, ticks, writesTo } from '../testing/deals.ts';
import { openEmulatedOrgs } from '../testing/emulated-orgs.ts';
import { openPlace } from '../testing/open-place.ts';
import { useEmulator, type Place, type Ran } from '../testing/use-emulator.ts';

/** What is done with runs afterwards: verify, undo, retry, rebuild. */

const shared = useEmulator(seedOf(harbour, mixed));

async function afterRun() {
  const place = await shared.place();
  await place.run(['run']);
  return place;
}

/** Somebody else works. */
async function lockOf(place: Place): Promise<void> {
  const state = await openPlace(place);
  const held = await state.lock.acquire();
  expect(held).toBeDefined();
}

const read = <Result>(schema: v.GenericSchema<unknown, Result>, { out }: Ran): Result =>
  v.parse(schema, JSON.parse(out));

const fileOf = (name: string) =>
  shared.emulator.files('a').find((file) => file.name === name && !file.trashed);

/** What somebody does at the screen of org A's WorkDrive. */
const byHand = async () => (await openEmulatedOrgs(shared.emulator)).store;

describe('zohokit verify', () => {
  it('exits 0 when all that was stored is there, by size and by content', async () => {
    const place = await afterRun();
    for (const flags of [[], ['--content']]) {
      const ran = await place.run(['verify', 'last', '--json', ...flags]);
      expect(ran).toMatchObject({ exitCode: 0, err: '' });
      const { counts, content } = read(VerifyResult, ran);
      expect({ counts, content }).toEqual({
        counts: { ok: 3, missing: 0, differs: 0, unknown: 0 },
        content: flags.length > 0,
      });
    }
    const { out } = await place.run(['verify', 'last']);
    expect(out).toMatch(/^Run \S+: 3 of 3 stored are well \(by their sizes\); 0 missing/);
  });

  it('exits 1 when something is gone, and says what', async () => {
    const place = await afterRun();
    const { id = '' } = fileOf('a.txt') ?? {};
    await (await byHand()).trash(id);
    const { exitCode, out } = await place.run(['verify', 'last']);
    expect(exitCode).toBe(1);
    expect(out).toContain(`"a.txt" (${id}): missing: it is gone from the store, or in its trash`);
    expect(out).toContain('2 of 3 stored are well (by their sizes); 1 missing');
  });

  it('exits 1 when something could not be looked at', async () => {
    const place = await afterRun();
    const { id = '' } = fileOf('b.txt') ?? {};
    shared.emulator.faults.add({
      match: { org: 'a', path: `/files/${id}`, times: 99 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    const ran = await place.run(['verify', 'last', '--json']);
    expect(ran.exitCode).toBe(1);
    expect(read(VerifyResult, ran).counts).toMatchObject({ ok: 2, unknown: 1 });
  });

  it('writes nothing anywhere, and works while a run is going', async () => {
    const place = await afterRun();
    shared.emulator.ledger.clear();
    await lockOf(place);
    expect((await place.run(['verify', 'last', '--content'])).exitCode).toBe(0);
    expect(writesTo(shared.emulator)).toEqual([]);
  });
});

describe('zohokit undo', () => {
  it('says what it would do, and does nothing without --yes', async () => {
    const place = await afterRun();
    shared.emulator.ledger.clear();
    const ran = await place.run(['undo', 'last']);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toContain(`would untick record ${idOf(shared.emulator, 'Harbour')}`);
    expect(ran.out).toContain('would trash file "a.txt"');
    expect(ran.out).toContain('Nothing was changed: add --yes');
    const foreseen = read(UndoResult, await place.run(['undo', 'last', '--json']));
    expect(foreseen).toMatchObject({ done: false });
    expect(foreseen.items).toHaveLength(3);
    expect(writesTo(shared.emulator)).toEqual([]);
  });

  it('unticks the boxes and trashes the files of that run alone', async () => {
    const place = await shared.place();
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour')]);
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Mixed')]);
    const ran = await place.run(['undo', 'last', '--yes', '--json']);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const { done, records, items } = read(UndoResult, ran);
    expect({ done, results: [...records, ...items].map(({ result }) => result) }).toEqual({
      done: true,
      results: ['unticked', 'trashed'],
    });
    expect(stored(shared.emulator)).toEqual(['a.txt', 'b.txt']);
    expect(ticks(shared.emulator)).toEqual({ Harbour: true, Mixed: false });
  });

  it('exits 6 while a run is going, and only when it is to be done', async () => {
    const place = await afterRun();
    await lockOf(place);
    expect((await place.run(['undo', 'last'])).exitCode).toBe(0);
    const { exitCode, err } = await place.run(['undo', 'last', '--yes']);
    expect({ exitCode, err }).toEqual({
      exitCode: 6,
      err: expect.stringContaining('another run holds the lock'),
    });
    expect(stored(shared.emulator)).toHaveLength(3);
  });

  it('exits 7 when somebody put something into a folder of ours, which stays', async () => {
    const place = await shared.place({ TRANSFER_LAYOUT: 'record' });
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour')]);
    const store = await byHand();
    const { items } = read(UndoResult, await place.run(['undo', 'last', '--json']));
    const id = items.find(({ kind }) => kind === 'folder')?.storedId ?? '';
    await store.createFolder({ parentId: id, name: 'Somebody else' });
    const { exitCode, out } = await place.run(['undo', 'last', '--yes']);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 7,
      out: expect.stringContaining('"Harbour" kept: there are 1 items in it'),
    });
  });

  it('exits 1 when a box cannot be unticked, and leaves its files', async () => {
    const place = await afterRun();
    shared.emulator.faults.add({
      match: { org: 'a', method: 'PUT', path: '/crm/', times: 9 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    const { exitCode, out } = await place.run(['undo', 'last', '--yes']);
    expect(exitCode).toBe(1);
    expect(out).toContain('its files are left where they are');
    expect(stored(shared.emulator)).toHaveLength(3);
  });
});

describe('zohokit retry', () => {
  it('runs again what failed, also what was given up, and nothing else', async () => {
    const place = await shared.place();
    // Twice more: then it is given up.
    for (let round = 0; round < 3; round += 1) await place.run(['run']);
    const id = idOf(shared.emulator, 'Mixed');
    expect((await place.run(['explain', id])).out).toContain('abandoned');
    const ran = await place.run(['retry', 'last', '--json']);
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain('"type":"item-start"');
    expect(ran.out).toContain(id);
    expect(ran.out).not.toContain(idOf(shared.emulator, 'Harbour'));
  });

  it('leaves a record alone that a person ticked meanwhile', async () => {
    const place = await shared.place();
    shared.emulator.faults.add({
      match: { org: 'b', path: '/download', times: 99 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour')]);
    shared.emulator.faults.clear();
    const id = idOf(shared.emulator, 'Harbour');
    shared.emulator.updateRecord('a', 'Projects', id, { Files_Copied: true });
    const { exitCode, out } = await place.run(['retry', 'last']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`record ${id} was ticked by a person: left alone`);
    expect(out).toContain('there is nothing to do');
    expect(stored(shared.emulator)).toEqual([]);
  });

  it('does not bring back what was undone', async () => {
    const place = await shared.place();
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour')]);
    await place.run(['undo', 'last', '--yes']);
    expect((await place.run(['retry', 'last'])).exitCode).toBe(0);
    expect(stored(shared.emulator)).toEqual([]);
  });

  it('exits 6 while a run is going', async () => {
    const place = await afterRun();
    await lockOf(place);
    expect((await place.run(['retry', 'last'])).exitCode).toBe(6);
  });
});

describe('zohokit rebuild', () => {
  it('learns again what a lost journal knew, so that nothing is sent twice', async () => {
    const place = await afterRun();
    await rm(path.join(place.cwd, '.zohokit'), { recursive: true });
    const ran = await place.run(['rebuild', '--yes', '--json']);
    // A file of the ticked record could never be stored: a person must look.
    expect(ran).toMatchObject({ exitCode: 7, err: '' });
    expect(read(RebuildResult, ran).records).toMatchObject([
      { result: 'complete', found: 2, missing: [] },
      { result: 'incomplete', found: 1, missing: ['virus.exe'] },
    ]);
    shared.emulator.ledger.clear();
    await place.run(['run']);
    expect(writesTo(shared.emulator)).toEqual([]);
  });

  it('tells each record, and the sum', async () => {
    const place = await shared.place();
    const { exitCode, out } = await place.run(['rebuild', '--yes']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Record \d+: nothing of it is in the store \(0 found, 2 missing\)$/m);
    expect(out).toMatch(/^2 records: 0 complete, 0 open, 0 incomplete, 2 without files/m);
  });

  it('exits 2 without --yes, and 6 while a run is going', async () => {
    const place = await afterRun();
    const { exitCode, err } = await place.run(['rebuild']);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining('add --yes') });
    await lockOf(place);
    expect((await place.run(['rebuild', '--yes'])).exitCode).toBe(6);
  });
});

describe('a run on the command line', () => {
  const named = [['verify'], ['undo'], ['retry']];

  test.each(named)(
    '%s takes a whole id, and a beginning that no other run has',
    async (command) => {
      const place = await afterRun();
      const [run] = await (await openPlace(place)).history.runs();
      const id = run?.id ?? '';
      for (const text of [id, id.slice(0, 8), 'last']) {
        const { exitCode } = await place.run([command, text]);
        expect(exitCode).toBeLessThan(2);
      }
    },
  );

  test.each(named)('%s exits 2 for a run that there is not, or more than one', async (command) => {
    const place = await shared.place();
    expect(await place.run([command, 'last'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no run has taken place'),
    });
    await place.run(['run'], { newId: idsFrom('abc-1') });
    await place.run(['run'], { newId: idsFrom('abc-2') });
    expect(await place.run([command, 'abc'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('2 runs begin with "abc": abc-2 ('),
    });
    expect(await place.run([command, 'xyz'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('the latest are abc-2'),
    });
    expect(await place.run([command])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('a value is missing: RUN'),
    });
    expect(await place.run([command, 'abc-1', 'more'])).toMatchObject({ exitCode: 2 });
  });

  it('may be known to the journal alone, when the history was pruned', async () => {
    const place = await afterRun();
    const state = await openPlace(place);
    const [run] = await state.history.runs();
    await state.prune({ before: Number.MAX_SAFE_INTEGER });
    expect(await state.history.runs()).toEqual([]);
    expect((await place.run(['verify', run?.id ?? ''])).exitCode).toBe(0);
  });

  test.each(named)('%s exits 3 for settings, 4 for a grant, 5 in a penalty', async (command) => {
    const place = await afterRun();
    const text = await readFile(place.envFile, 'utf8');
    const flags = command === 'undo' ? ['--yes'] : [];
    await writeFile(place.envFile, text.replace(/^CRM_MODULE_API_NAME=.*$/m, ''));
    expect((await place.run([command, 'last', ...flags])).exitCode).toBe(3);
    await writeFile(place.envFile, text);
    shared.emulator.faults.add({
      match: { org: 'a', times: 99 },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '3000' } },
    });
    expect((await place.run([command, 'last', ...flags])).exitCode).toBe(5);
    shared.emulator.faults.clear();
  });
});

/** The first id is the run's. */
function idsFrom(first: string): () => string {
  let next = first;
  return () => {
    const id = next;
    next = crypto.randomUUID();
    return id;
  };
}
