import { expect, onTestFinished, test } from 'vitest';
import { createTypist } from '../packages/cli/src/testing/talk-to-terminal.ts';
import { startAtTerminal, type AtTerminal } from './support/at-terminal.ts';
import { look } from './support/every-command/look.ts';
import { openRoom, type Room } from './support/every-command/room.ts';
import { giveCrontab } from './support/every-command/usual.ts';
import { harbour, mixed, seedOf, twins } from '../packages/cli/src/testing/deals.ts';

/** What a person sees at a terminal of 80 columns: the files of `screens/`, to be read and kept. */

const columns = 80;

/** So that lines come in one order. */
const oneByOne = ['--concurrency', '1'];

async function runBefore(room: Room): Promise<void> {
  await room.zohokit('run', ...oneByOne);
}

async function openOffice(): Promise<Room> {
  const room = await openRoom(seedOf(harbour, mixed, twins));
  onTestFinished(() => room.close());
  return room;
}

function start({ cwd, env }: Room, ...args: string[]): AtTerminal {
  return startAtTerminal(args, { cwd, env, columns });
}

test.each<[screen: string, code: number, args: string[], arrange?: (room: Room) => unknown]>([
  ['help', 0, ['--help']],
  ['run-help', 0, ['run', '--help']],
  ['mistyped', 2, ['run', '--dry-rum']],
  ['doctor', 0, ['doctor'], (room) => giveCrontab(room)],
  ['config-show', 0, ['config', 'show', '--origin']],
  ['plan', 7, ['plan']],
  ['run', 1, ['run', ...oneByOne]],
  ['status', 0, ['status'], runBefore],
  ['history', 0, ['history'], runBefore],
  ['verify', 0, ['verify', 'last'], runBefore],
  ['report', 0, ['report', 'last', '--out', 'night.html'], runBefore],
  ['schedule-export', 0, ['schedule', 'export', '--at', '02:30', '--platform', 'systemd']],
])('%s', async (screen, code, args, arrange) => {
  const room = await openOffice();
  await arrange?.(room);
  const shown = start(room, ...args);
  expect(await shown.ended).toBe(code);
  await expect(look(shown.shown(), room)).toMatchFileSnapshot(`screens/${screen}.txt`);
});

test('explain', async () => {
  const room = await openOffice();
  await runBefore(room);
  const shown = start(room, 'explain', room.record('Twins'));
  expect(await shown.ended).toBe(0);
  await expect(look(shown.shown(), room)).toMatchFileSnapshot('screens/explain.txt');
});

test('Ctrl-C once', async () => {
  const room = await openOffice();
  const effect = { kind: 'drip', bytesPerSecond: 1 } as const;
  room.emulator.faults.add({ match: { role: 'download', every: 1 }, effect });
  const shown = start(room, 'run', '--record-id', room.record());
  await createTypist(shown).waitFor('0 of 2 files');
  shown.press('\u0003');
  expect(await shown.ended).toBe(130);
  await expect(look(shown.shown(), room)).toMatchFileSnapshot('screens/ctrl-c.txt');
});

test('Ctrl-C twice ends at once, whatever does not answer', async () => {
  const room = await openOffice();
  room.emulator.faults.add({
    match: { path: '/api/v1/upload', every: 1 },
    effect: { kind: 'hold' },
  });
  const shown = start(room, 'run', '--record-id', room.record());
  await createTypist(shown).waitFor('0 of 2 files');
  shown.press('\u0003');
  await createTypist(shown).waitFor('Once more stops at once');
  shown.press('\u0003');
  expect(await shown.ended).toBe(130);
  expect(look(shown.shown(), room)).toMatch(/^Stopped at once\. The next run settles/mu);
});
