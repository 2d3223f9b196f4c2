import path from 'node:path';
import { rm } from 'node:fs/promises';
import { openState } from '@zohokit/state';
import { expect, it, onTestFinished } from 'vitest';
import { harbour, idOf, mixed, seedOf, twins } from '../testing/deals.ts';
import { useEmulator, type Place } from '../testing/use-emulator.ts';

/** What an operator reads after a run that failed: what happened, whether anything is at risk, what to do. */

const shared = useEmulator(seedOf(harbour, mixed, twins));

const read = async (place: Place, ...words: string[]): Promise<string> =>
  (await place.run(words)).out;

it('a refused grant is named without a setting that has nothing to do with it', async () => {
  const place = await shared.place();
  await place.run(['run', '--limit', '1']);
  shared.emulator.revoke('b');
  const { exitCode, out } = await place.run(['run']);
  expect(exitCode).toBe(4);
  expect(out).toMatch(/The run stops: org B: Zoho refuses the credentials of org B/);
  expect(out).not.toContain('(WORKDRIVE_');
  const status = await read(place, 'status');
  expect(status).toMatch(/with exit code 4 \(was refused by Zoho\): /);
  expect(status).toMatch(
    /^ {2}It stopped: org B: Zoho refuses the credentials of org B .*re-authorise/m,
  );
  expect(status).toMatch(/^ {2}To do: A grant or scope is refused: zohokit doctor says which one/m);
  expect(status).toContain('No record is left half done');
  expect(await read(place, 'history')).toMatch(/ 4 .* stopped: was refused by Zoho$/m);
});

it('a full storage says that room is needed, and that nothing will be doubled', async () => {
  const place = await shared.place();
  shared.emulator.faults.add({
    match: { path: '/upload', times: 99 },
    effect: { kind: 'status', status: 507 },
  });
  expect((await place.run(['run'])).exitCode).toBe(5);
  const status = await read(place, 'status');
  expect(status).toMatch(/^ {2}It stopped: org A: WorkDrive has no storage left/m);
  expect(status).toMatch(/^ {2}To do: .*the storage of org A is full: make room/m);
  expect(status).toContain(
    '2 records are left open; the next run goes on with them, and sends nothing twice',
  );
  expect(status).toMatch(
    /"a\.txt" is in folder \S+ is not known; the next run looks before it sends/,
  );
});

it('an ambiguous folder comes with the command that settles it', async () => {
  const place = await shared.place();
  await place.run(['run']);
  const id = idOf(shared.emulator, 'Twins');
  const explained = await read(place, 'explain', id);
  expect(explained).toMatch(
    new RegExp(`^ {2}to do: Choose the folder that is meant: zohokit pin ${id} FOLDER-ID`, 'm'),
  );
  const status = await read(place, 'status');
  expect(status).toContain(`choose with zohokit pin ${id} FOLDER-ID`);
  expect(status).toMatch(/^ {2}To do: look at the report or the log/m);
});

it('a file that failed for good comes with what to do about it, one that is fine with nothing', async () => {
  const place = await shared.place();
  await place.run(['run']);
  const explained = await read(place, 'explain', idOf(shared.emulator, 'Mixed'));
  expect(explained).toMatch(
    /"virus\.exe": failed .*\n {4}fix: It will fail again as it is: look at the file in WorkDrive of org B/,
  );
  const fine = await read(place, 'explain', idOf(shared.emulator, 'Harbour'));
  expect(fine).not.toMatch(/fix:|to do:/);
});

it('a throttled run says for how long, of which product, and that trying earlier is worse', async () => {
  const place = await shared.place();
  shared.emulator.faults.add({
    match: { org: 'b', path: '/workdrive', times: 9 },
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '3000' } },
  });
  expect((await place.run(['run'])).exitCode).toBe(5);
  const status = await read(place, 'status');
  expect(status).toContain('exit code 5 (was put off by Zoho)');
  expect(status).toMatch(
    /^Zoho refuses requests to WorkDrive in us until \S+Z, for another \d+ min; to do: nothing before that, earlier requests prolong it$/m,
  );
  expect(status).not.toContain('token:');
});

it('a run that was killed says that the next one settles it', async () => {
  const place = await shared.place();
  await place.run(['run']);
  const state = await openState({ directory: path.join(place.cwd, '.zohokit') });
  onTestFinished(() => state.close());
  await state.history.start({ id: 'run-2', at: Date.now() });
  expect(await read(place, 'status')).toMatch(
    /^Run run-2 of \S+ was killed\n {2}To do: start the next run; it looks for what was under way/m,
  );
  expect(await read(place, 'history')).toMatch(/^run-2 .* unended: going on, or killed$/m);
});

it('without the log of a run its exit code says what to do', async () => {
  const place = await shared.place();
  shared.emulator.revoke('b');
  await place.run(['run']);
  await rm(path.join(place.cwd, '.zohokit', 'logs'), { recursive: true });
  const status = await read(place, 'status');
  expect(status).not.toContain('It stopped');
  expect(status).toMatch(/^ {2}To do: run zohokit doctor; it names the grant or scope/m);
});
