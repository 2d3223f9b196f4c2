import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { describe, expect, it, test } from 'vitest';
import { harbour, idOf, mixed, seedOf, stored, ticks, twins } from './testing/deals.ts';
import { openEmulatedOrgs } from './testing/emulated-orgs.ts';
import { logOf, readLogs, unfit, type Line } from './testing/logs.ts';
import { openPlace } from './testing/open-place.ts';
import { useEmulator, type Place } from './testing/use-emulator.ts';

/** What the commands around a run leave: a log each, by the published schema, from which all can be told. */

const shared = useEmulator(seedOf(harbour, mixed, twins));

async function afterRun(changes: Record<string, string> = {}): Promise<Place> {
  const place = await shared.place({ LOG_LEVEL: 'debug', ...changes });
  await place.run(['run']);
  return place;
}

async function lastRunOf(place: Place): Promise<string> {
  const state = await openState({ directory: path.join(place.cwd, '.zohokit') });
  const runs = await state.history.runs();
  await state.close();
  return runs.at(-1)?.id ?? '';
}

const of = (log: readonly Line[], event: string): Line[] =>
  log.filter((line) => line['event'] === event);

const md5 = expect.stringMatching(/^[\da-f]{32}$/);

/** From its beginning to its end it is one command's, and every line is as published. */
function expectWhole(log: readonly Line[], head: Line): void {
  expect(unfit(log)).toEqual([]);
  expect(log[0]).toMatchObject({ event: 'run-start', module: 'Projects', ...head });
  expect(log.at(-1)).toMatchObject({ event: 'summary', ...head, durationMs: expect.any(Number) });
  expect(new Set(log.map(({ runId }) => runId)).size).toBe(1);
  expect(log[0]?.['logFile']).toContain(`_${String(log[0]?.['runId'])}.jsonl`);
}

describe('undo', () => {
  it('leaves of each box and file what became of it, with its proof', async () => {
    const place = await afterRun();
    const targetRunId = await lastRunOf(place);
    const ran = await place.run(['undo', 'last', '--yes']);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const log = await logOf(place, 'undo');
    expectWhole(log, { command: 'undo', dryRun: false, targetRunId });
    expect(of(log, 'orgs-recognized')).toMatchObject([{ orgA: expect.stringContaining('user') }]);
    expect(of(log, 'upkeep-start')).toMatchObject([{ records: 2, items: 3 }]);
    const ids = [idOf(shared.emulator, 'Harbour'), idOf(shared.emulator, 'Mixed')];
    expect(of(log, 'record-undone').map(({ recordId }) => recordId)).toEqual(ids);
    const undone = of(log, 'item-undone');
    expect(undone).toHaveLength(3);
    const file = shared.emulator.files('a').find(({ name }) => name === 'a.txt');
    expect(undone).toContainEqual(
      expect.objectContaining({
        recordId: ids[0],
        itemId: shared.emulator.orgs.b.ids['harbour/a'],
        itemName: 'a.txt',
        kind: 'file',
        storedByRunId: targetRunId,
        storedId: file?.id,
        storedName: 'a.txt',
        storeFolderId: expect.any(String),
        size: 5,
        md5,
        result: 'trashed',
      }),
    );
    expect(log.at(-1)).toMatchObject({
      exitCode: 0,
      status: 'done',
      records: { unticked: 2 },
      items: { trashed: 3 },
    });
  });

  it('leaves what it would do, without --yes', async () => {
    const place = await afterRun();
    await place.run(['undo', 'last']);
    const log = await logOf(place, 'undo');
    expectWhole(log, { command: 'undo', dryRun: true });
    expect(log.at(-1)).toMatchObject({
      records: { 'would-untick': 2 },
      items: { 'would-trash': 3 },
    });
    expect(stored(shared.emulator)).toHaveLength(3);
  });

  it('leaves outcomes at every level', async () => {
    const place = await afterRun({ LOG_LEVEL: 'error' });
    await place.run(['undo', 'last', '--yes']);
    const log = await logOf(place, 'undo');
    expect(unfit(log)).toEqual([]);
    expect(of(log, 'record-undone')).toHaveLength(2);
    expect(of(log, 'item-undone')).toHaveLength(3);
    expect(log).toHaveLength(6);
  });

  it('leaves the cause of what failed', async () => {
    const place = await afterRun();
    shared.emulator.faults.add({
      match: { org: 'a', method: 'PUT', path: '/crm/', times: 9 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    expect((await place.run(['undo', 'last', '--yes'])).exitCode).toBe(1);
    const log = await logOf(place, 'undo');
    expect(unfit(log)).toEqual([]);
    expect(of(log, 'record-undone')).toMatchObject(
      Array.from({ length: 2 }, () => ({
        level: 'error',
        result: 'failed',
        message: expect.stringContaining('its files are left where they are'),
      })),
    );
    expect(log.at(-1)).toMatchObject({ exitCode: 1, status: 'not-done', records: { failed: 2 } });
  });

  it('leaves what was done until it was interrupted; the lock is free, and the same goes on', async () => {
    const place = await afterRun();
    const stop = new AbortController();
    // The second file is looked at while somebody presses Ctrl-C.
    const id = shared.emulator.files('a').find(({ name }) => name === 'b.txt')?.id ?? '';
    const fault = shared.emulator.faults.add({
      match: { org: 'a', method: 'GET', path: `/files/${id}` },
      effect: { kind: 'delay', ms: 200 },
    });
    void fault.whenFired.then(() => stop.abort());
    const ran = await place.run(['undo', 'last', '--yes'], { signal: stop.signal });
    expect(ran.exitCode).toBe(130);
    expect(ran.err).toMatch(
      /^So far 2 records unticked, 1 file or folder trashed; the same command goes on; log: .+\.jsonl\nzohokit: interrupted\n$/,
    );
    const log = await logOf(place, 'undo');
    expectWhole(log, { command: 'undo' });
    expect(log.at(-1)).toMatchObject({
      exitCode: 130,
      stopReason: 'interrupted',
      items: { trashed: 1 },
    });

    expect((await place.run(['undo', 'last', '--yes'])).exitCode).toBe(0);
    expect(stored(shared.emulator)).toEqual([]);
    expect(ticks(shared.emulator)).toMatchObject({ Harbour: false, Mixed: false });
  });
});

describe('verify', () => {
  it.each([[[]], [['--content']]])('leaves what it found of each file (%j)', async (flags) => {
    const place = await afterRun();
    const id = shared.emulator.files('a').find(({ name }) => name === 'a.txt')?.id ?? '';
    await (await openEmulatedOrgs(shared.emulator)).store.trash(id);
    await place.run(['verify', 'last', ...flags]);
    const log = await logOf(place, 'verify');
    expectWhole(log, { command: 'verify', targetRunId: await lastRunOf(place) });
    expect(of(log, 'item-verified')).toMatchObject([
      { storedId: id, storedName: 'a.txt', md5, result: 'missing', level: 'error' },
      { storedName: 'b.txt', size: 6, md5, result: 'ok', level: 'info' },
      { storedName: 'fine.txt', result: 'ok' },
    ]);
    expect(log.at(-1)).toMatchObject({ exitCode: 1, items: { ok: 2, missing: 1 } });
    expect(of(log, 'item-reading')).toEqual([]);
  });
});

describe('rebuild', () => {
  it('leaves what it found and missed, under the name by which the journal knows it', async () => {
    const place = await afterRun();
    await rm(path.join(place.cwd, '.zohokit'), { recursive: true });
    await place.run(['rebuild', '--yes']);
    const log = await logOf(place, 'rebuild');
    expectWhole(log, { command: 'rebuild', dryRun: false });
    expect(of(log, 'item-rebuilt')).toMatchObject([
      { path: 'a.txt', result: 'found', storedName: 'a.txt', size: 5, md5 },
      { path: 'b.txt', result: 'found', verifiedBy: 'content' },
      { path: 'fine.txt', result: 'found' },
      { path: 'virus.exe', result: 'missing' },
    ]);
    expect(of(log, 'record-rebuilt')).toMatchObject([
      { recordId: idOf(shared.emulator, 'Harbour'), result: 'complete', found: 2, missing: [] },
      { result: 'incomplete', missing: ['virus.exe'], level: 'error' },
      { result: 'nothing' },
    ]);
    expect(log.at(-1)).toMatchObject({
      exitCode: 7,
      records: { complete: 1, incomplete: 1, nothing: 1 },
      items: { found: 3, missing: 1 },
    });
    const { journal } = await openPlace(place);
    expect(await journal.itemsOfRun(String(log[0]?.['runId']))).toHaveLength(3);
  });
});

test('pin leaves which folder a record meant before and means now', async () => {
  const place = await afterRun();
  const recordId = idOf(shared.emulator, 'Twins');
  const folderId = shared.emulator.orgs.b.ids['twin/1'] ?? '';
  await place.run(['pin', recordId, folderId]);
  const log = await logOf(place, 'pin');
  expectWhole(log, { command: 'pin' });
  expect(of(log, 'record-pinned')).toMatchObject([
    { recordId, folderId, folderMatched: 'Twins', folderLocation: expect.any(String) },
  ]);
  await rm(path.join(place.cwd, '.zohokit', 'logs'), { recursive: true });
  await place.run(['pin', recordId, '--clear']);
  const cleared = await logOf(place, 'pin');
  expect(unfit(cleared)).toEqual([]);
  expect(of(cleared, 'record-pinned')).toMatchObject([{ recordId, before: folderId }]);
  expect(of(cleared, 'record-pinned')[0]).not.toHaveProperty('folderId');
  expect(cleared.at(-1)).toMatchObject({ records: { unpinned: 1 }, items: {} });
});

test('retry and plan leave logs of their own names, as run does', async () => {
  const place = await afterRun();
  const targetRunId = await lastRunOf(place);
  await place.run(['retry', 'last']);
  await place.run(['plan']);
  await place.run(['explain', idOf(shared.emulator, 'Twins')]);
  expectWhole(await logOf(place, 'run'), { command: 'run', dryRun: false });
  expectWhole(await logOf(place, 'retry'), { command: 'retry', targetRunId });
  expectWhole(await logOf(place, 'plan'), { command: 'plan', dryRun: true });
  expectWhole(await logOf(place, 'explain'), { command: 'explain' });
  expect(await readLogs(place)).toHaveLength(4);
});

describe('what cannot be done leaves why', () => {
  it.each([
    ['undo', ['undo', 'last', '--yes'], 6, 'locked'],
    ['rebuild', ['rebuild', '--yes'], 6, 'locked'],
    ['pin', ['pin', '404', '--clear'], 6, 'locked'],
    ['verify', ['verify', 'nobody'], 2, 'usage'],
    ['retry', ['retry', 'nobody'], 2, 'usage'],
  ])('%s while another works, or of no run: %j', async (command, words, exitCode, stopReason) => {
    const place = await afterRun();
    const held = await (await openPlace(place)).lock.acquire();
    expect(held).toBeDefined();
    expect((await place.run(words)).exitCode).toBe(exitCode);
    const log = await logOf(place, command);
    expect(unfit(log)).toEqual([]);
    const end = { event: 'summary', exitCode, stopReason, message: expect.any(String) };
    expect(log.at(-1)).toMatchObject(end);
  });

  it('a refused grant: the cause is in the log, and no secret', async () => {
    const place = await afterRun();
    const text = await readFile(place.envFile, 'utf8');
    const secret = 'hunter2-hunter2';
    await writeFile(
      place.envFile,
      text.replace(/^ORG_A_CLIENT_SECRET=.*$/m, '').concat(`ORG_A_CLIENT_SECRET=${secret}\n`),
    );
    const state = path.join(place.cwd, '.zohokit');
    for (const name of await readdir(state))
      if (name.startsWith('state.db')) await rm(path.join(state, name));
    expect((await place.run(['rebuild', '--yes'])).exitCode).toBe(4);
    const log = await logOf(place, 'rebuild');
    expectWhole(log, { command: 'rebuild' });
    expect(log.at(-1)).toMatchObject({ exitCode: 4, stopReason: expect.any(String) });
    expect(JSON.stringify(log)).not.toContain(secret);
  });
});

describe('whatever it is amid, Ctrl-C', () => {
  const commands: [string, (id: string) => string[]][] = [
    ['undo', () => ['undo', 'last', '--yes']],
    ['verify', () => ['verify', 'last']],
    ['rebuild', () => ['rebuild', '--yes']],
    ['pin', (id) => ['pin', id, shared.emulator.orgs.b.ids['twin/1'] ?? '']],
    ['explain', (id) => ['explain', id]],
    ['plan', () => ['plan']],
    ['run', () => ['run', '--dry-run']],
  ];
  const moments = commands.flatMap(([command, words]) =>
    [1, 2].map((nth) => [command, nth, words] as const),
  );

  it.each(moments)(
    'ends %s at its request %i with 130 and a reason, and frees the lock',
    async (command, nth, words) => {
      const place = await shared.place({ LOG_LEVEL: 'debug' });
      await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour')]);
      await rm(path.join(place.cwd, '.zohokit', 'logs'), { recursive: true });
      const stop = new AbortController();
      // Who the organisations are is asked in any case, and known afterwards.
      const fault = shared.emulator.faults.add({
        match: { path: /users\/me|crm|files/, nth },
        effect: { kind: 'delay', ms: 200 },
      });
      void fault.whenFired.then(() => stop.abort());
      const ran = await place.run(words(idOf(shared.emulator, 'Twins')), { signal: stop.signal });
      expect(ran).toMatchObject({ exitCode: 130, err: expect.stringContaining('interrupted') });
      const log = await logOf(place, command);
      expect(unfit(log)).toEqual([]);
      expect(log.at(-1)).toMatchObject({ exitCode: 130, stopReason: 'interrupted' });
      expect(await (await openPlace(place)).lock.acquire()).toBeDefined();
    },
  );
});

it('is forgotten after ZOHOKIT_LOG_DAYS, by the next run', async () => {
  const place = await afterRun({ ZOHOKIT_LOG_DAYS: '30' });
  await place.run(['verify', 'last']);
  shared.emulator.clock.advance(31 * 86_400_000);
  await place.run(['run']);
  expect(await readLogs(place)).toHaveLength(1);
});
