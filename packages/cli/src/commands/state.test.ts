import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { anIntent } from '@zohokit/transfer-core/testing';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { ExportResult, ImportResult } from '../runs/copy-result.ts';
import { HistoryResult } from '../runs/history-result.ts';
import { StatusResult } from '../runs/status-result.ts';
import { harbour, idOf, mixed, seedOf, stored, twins, writesTo } from '../testing/deals.ts';
import { useEmulator, type Place, type Ran } from '../testing/use-emulator.ts';

/** What is asked of the state alone: status, history, export, import. */

const shared = useEmulator(seedOf(harbour, mixed, twins));

const read = <Result>(schema: v.GenericSchema<unknown, Result>, { out }: Ran): Result =>
  v.parse(schema, JSON.parse(out));

async function afterRun() {
  const place = await shared.place();
  await place.run(['run']);
  return place;
}

const homeOf = ({ cwd }: Place): string => path.join(cwd, '.zohokit');

async function openPlace(place: Place) {
  const state = await openState({ directory: homeOf(place) });
  onTestFinished(() => state.close());
  return state;
}

const status = async (place: Place) => read(StatusResult, await place.run(['status', '--json']));

describe('zohokit status', () => {
  it('says how the last run ended and what waits for a person, and asks Zoho nothing', async () => {
    const place = await afterRun();
    shared.emulator.ledger.clear();
    const { exitCode, out, err } = await place.run(['status']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^Last run \S+ ended at \S+ with exit code 1 \(left failures\): /m);
    expect(out).toContain('3 of 4 files transferred, 1 failed');
    expect(out).toContain('1 record is left open; the next run goes on with it');
    const id = idOf(shared.emulator, 'Twins');
    expect(out).toMatch(new RegExp(`^Record ${id} needs a person: ambiguous: 2 folders`, 'm'));
    expect(out).toContain('Zoho does not refuse us');
    expect(await status(place)).toMatchObject({
      running: false,
      lastRun: { status: 'ended', exitCode: 1, records: { ambiguous: 1, transferred: 1 } },
      openRecords: 1,
      needPerson: [{ recordId: id, status: 'ambiguous' }],
      unsettled: [],
      penalties: [],
    });
    const asked = shared.emulator.ledger.entries().map(({ path: url }) => url);
    expect(asked.filter((url) => !url.startsWith('/_emulator'))).toEqual([]);
  });

  it('tells of a penalty, and for how long', async () => {
    const place = await shared.place();
    shared.emulator.faults.add({
      match: { org: 'b', path: '/workdrive', times: 9 },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '3000' } },
    });
    await place.run(['run']);
    const { out } = await place.run(['status']);
    expect(out).toMatch(
      /^Zoho refuses requests to WorkDrive in us until \S+Z, for another \d+ min; to do: nothing before/m,
    );
    expect((await status(place)).penalties).toHaveLength(1);
  });

  it('tells a run that goes on from one that was killed', async () => {
    const place = await afterRun();
    const state = await openPlace(place);
    await state.history.start({ id: 'run-2', at: Date.now() });
    const lock = await state.lock.acquire();
    expect((await place.run(['status'])).out).toMatch(/^Run run-2 is going on since /m);
    expect((await status(place)).running).toBe(true);
    await lock?.release();
    expect((await place.run(['status'])).out).toMatch(/^Run run-2 of \S+ was killed$/m);
    expect((await status(place)).running).toBe(false);
  });

  it('does not take the lock where no run seems to go on', async () => {
    const place = await afterRun();
    const state = await openPlace(place);
    await state.lock.acquire();
    expect((await status(place)).running).toBe(false);
  });

  it('tells of files whose fate is not known', async () => {
    const place = await afterRun();
    const { journal } = await openPlace(place);
    await journal.intend([
      anIntent({ recordId: '573', name: 'doubt.pdf', foldedName: 'doubt.pdf' }),
    ]);
    const { unsettled } = await status(place);
    expect(unsettled).toMatchObject([{ recordId: '573', name: 'doubt.pdf', status: 'intended' }]);
    const { out } = await place.run(['status']);
    expect(out).toMatch(/^Record 573: whether "doubt\.pdf" is in folder \S+ is not known/m);
  });
});

describe('zohokit history', () => {
  it('shows the runs, the latest first', async () => {
    const place = await afterRun();
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Mixed')]);
    const { exitCode, out, err } = await place.run(['history']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^RUN +STARTED +TOOK +EXIT +RECORDS +FILES +FAILED +STATUS$/m);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    const { runs } = read(HistoryResult, await place.run(['history', '--json']));
    expect(runs).toMatchObject([
      { records: { 'partly-transferred': 1 } },
      { records: { ambiguous: 1, transferred: 1, 'partly-transferred': 1 } },
    ]);
    const limited = await place.run(['history', '--json', '--limit', '1']);
    expect(read(HistoryResult, limited).runs).toEqual(runs.slice(0, 1));
  });

  it('does not count dry runs and plans', async () => {
    const place = await shared.place();
    await place.run(['plan']);
    await place.run(['run', '--dry-run']);
    expect(await place.run(['history'])).toMatchObject({
      exitCode: 0,
      out: 'no run has taken place yet\n',
    });
  });
});

describe('zohokit export and import', () => {
  it('take a state along, so that nothing is sent twice', async () => {
    const place = await afterRun();
    const exported = await place.run(['export', 'state.jsonl', '--json']);
    expect(exported).toMatchObject({ exitCode: 0, err: '' });
    const { file, lines, secrets } = read(ExportResult, exported);
    expect({ file, secrets }).toEqual({
      file: path.join(place.cwd, 'state.jsonl'),
      secrets: false,
    });
    await rm(homeOf(place), { recursive: true });
    const imported = await place.run(['import', 'state.jsonl', '--json']);
    expect(imported).toMatchObject({ exitCode: 0, err: '' });
    expect(read(ImportResult, imported).lines).toBe(lines);
    const before = stored(shared.emulator);
    shared.emulator.ledger.clear();
    await place.run(['run', '--record-id', idOf(shared.emulator, 'Harbour'), '--force']);
    expect(stored(shared.emulator)).toEqual(before);
    expect(writesTo(shared.emulator).filter((line) => line.includes('upload'))).toEqual([]);
    expect((await place.run(['history'])).out.trimEnd().split('\n')).toHaveLength(3);
  });

  it('write no token unless asked to, and a file that others may not read', async () => {
    const place = await afterRun();
    await place.run(['export', 'plain.jsonl']);
    const { out } = await place.run(['export', 'secret.jsonl', '--secrets']);
    expect(out).toContain('with tokens: keep it to yourself');
    const token = /1000\.[\da-f]{16,}/;
    expect(await readFile(path.join(place.cwd, 'plain.jsonl'), 'utf8')).not.toMatch(token);
    expect(await readFile(path.join(place.cwd, 'secret.jsonl'), 'utf8')).toMatch(token);
    if (process.platform === 'win32') return;
    expect((await stat(path.join(place.cwd, 'plain.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('overwrite nothing', async () => {
    const place = await afterRun();
    await place.run(['export', 'state.jsonl']);
    expect(await place.run(['export', 'state.jsonl'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is there already: choose another name'),
    });
    expect(await place.run(['import', 'state.jsonl'])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('is not empty'),
    });
  });

  it('leave nothing behind of what cannot be used', async () => {
    const place = await afterRun();
    await place.run(['export', 'state.jsonl']);
    await rm(homeOf(place), { recursive: true });
    const file = path.join(place.cwd, 'state.jsonl');
    const text = await readFile(file, 'utf8');
    const importInto = async (changed: string, changes = {}) => {
      await writeFile(file, changed);
      const other = await shared.place(changes);
      const { exitCode, err } = await other.run(['import', file]);
      expect((await other.run(['history'])).out).toBe('no run has taken place yet\n');
      return { exitCode, err };
    };
    expect(await importInto(text.slice(0, text.length / 2))).toMatchObject({ exitCode: 3 });
    expect(await importInto('')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('the export was cut off'),
    });
    expect(await importInto('{"type":"else"}\n')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('this is no export of zohokit'),
    });
    expect(await importInto(text, { CRM_MODULE_API_NAME: 'Leads' })).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('its module is "Projects", and here it is "Leads"'),
    });
  });

  it('exports while a run is going, and imports only while none is', async () => {
    const place = await afterRun();
    const state = await openPlace(place);
    await state.lock.acquire();
    expect((await place.run(['export', 'state.jsonl'])).exitCode).toBe(0);
    expect((await place.run(['import', 'state.jsonl'])).exitCode).toBe(6);
  });

  it.each([
    [['export'], 'a value is missing: FILE'],
    [['export', 'no/such/folder.jsonl'], 'cannot be written (ENOENT)'],
    [['import'], 'a value is missing: FILE'],
    [['import', 'none.jsonl'], 'cannot be read (ENOENT)'],
    [['import', '.'], 'cannot be read (EISDIR)'],
  ])('%j exits 2', async (words, told) => {
    const place = words[0] === 'export' ? await afterRun() : await shared.place();
    const { exitCode, err } = await place.run(words);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining(told) });
  });

  it('exits 130 when it is interrupted, and leaves no half of a file', async () => {
    const place = await afterRun();
    const stop = { signal: AbortSignal.abort(new Error('interrupted')) };
    expect((await place.run(['export', 'state.jsonl'], stop)).exitCode).toBe(130);
    await expect(stat(path.join(place.cwd, 'state.jsonl'))).rejects.toThrow('ENOENT');
  });
});

test.each([[['status']], [['history']], [['export', 'x.jsonl']]])(
  '%j exits 3 where nothing has run yet, and creates nothing',
  async (words) => {
    const place = await shared.place();
    expect(await place.run(words)).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('nothing has run from here yet'),
    });
    await expect(stat(homeOf(place))).rejects.toThrow('ENOENT');
    await expect(stat(path.join(place.cwd, 'x.jsonl'))).rejects.toThrow('ENOENT');
  },
);

test.each([[['status', 'x']], [['history', '--limit', '0']], [['status', '--lmit', '3']]])(
  '%j exits 2',
  async (words) => {
    const place = await shared.place();
    expect((await place.run(words)).exitCode).toBe(2);
  },
);

test.each([['status'], ['history'], ['export'], ['import']])(
  '%s exits 3 for a setting',
  async (command) => {
    const place = await shared.place({ LOG_LEVEL: 'loud' });
    await writeFile(path.join(place.cwd, 'file'), '');
    const words = command.endsWith('port') ? [command, 'file'] : [command];
    expect((await place.run(words)).exitCode).toBe(3);
  },
);
