import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import { describe, expect, it, test } from 'vitest';
import { openInbox, type Inbox } from './testing/inbox.ts';
import { useEmulator, type Place } from './testing/use-emulator.ts';

/** Runs whose end is told to others. */

const shared = useEmulator();

async function setUp(changes: Record<string, string | undefined> = {}) {
  const inbox = await openInbox();
  const place = await shared.place({
    ZOHOKIT_HEARTBEAT_URL: `${inbox.url}/ok-hunter2`,
    ZOHOKIT_HEARTBEAT_FAIL_URL: `${inbox.url}/fail-hunter2`,
    ZOHOKIT_NOTIFY_URL: `${inbox.url}/say-hunter2`,
    ...changes,
  });
  return { inbox, place };
}

const pathsOf = ({ received }: Inbox) => received.map((one) => one.path).toSorted();
const messageOf = ({ received }: Inbox) =>
  received.find((one) => one.path === '/say-hunter2')?.body as Record<string, unknown>;

async function newestLog({ cwd }: Place): Promise<Record<string, unknown>[]> {
  const folder = path.join(cwd, '.zohokit', 'logs');
  const name = (await readdir(folder)).toSorted().at(-1) ?? '';
  const lines = (await readFile(path.join(folder, name), 'utf8')).trimEnd().split('\n');
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

it('a run that goes well beats the heart, and says nothing', async () => {
  const { inbox, place } = await setUp();
  expect((await place.run(['run'])).exitCode).toBe(0);
  expect(pathsOf(inbox)).toEqual(['/ok-hunter2']);
});

it('a dry run tells nobody', async () => {
  const { inbox, place } = await setUp();
  expect((await place.run(['run', '--dry-run'])).exitCode).toBe(0);
  expect(pathsOf(inbox)).toEqual([]);
});

it('a run that fails tells it once, with its id, where it ran and what to do', async () => {
  const { inbox, place } = await setUp();
  shared.emulator.revoke('a');
  const { exitCode } = await place.run(['run'], { hostName: 'night-shift' });
  expect(exitCode).toBe(4);
  expect(pathsOf(inbox)).toEqual(['/fail-hunter2', '/say-hunter2']);
  const last = (await newestLog(place)).at(-1);
  expect(messageOf(inbox)).toMatchObject({
    runId: last?.['runId'],
    host: 'night-shift',
    exitCode: 4,
    text: expect.stringContaining('What to do: run zohokit doctor'),
  });
});

describe('a run that could not begin tells it, too:', () => {
  test('a setting is missing', async () => {
    const { inbox, place } = await setUp({ CRM_MODULE_API_NAME: undefined });
    expect((await place.run(['run'])).exitCode).toBe(3);
    expect(pathsOf(inbox)).toEqual(['/fail-hunter2', '/say-hunter2']);
    expect(messageOf(inbox)).toMatchObject({
      exitCode: 3,
      text: expect.stringContaining('CRM_MODULE_API_NAME is missing'),
    });
  });

  test('the settings file is not there, and the address is in the environment', async () => {
    const { inbox, place } = await setUp();
    const env = { ZOHOKIT_NOTIFY_URL: `${inbox.url}/say-hunter2` };
    expect((await place.run(['run', '--settings', 'none.env'], { env })).exitCode).toBe(3);
    expect(pathsOf(inbox)).toEqual(['/say-hunter2']);
  });

  test('the state lies where it must not', async () => {
    const { inbox, place } = await setUp({ ZOHOKIT_HOME: path.join('OneDrive', 'zohokit') });
    expect((await place.run(['run'])).exitCode).toBe(3);
    expect(pathsOf(inbox)).toEqual(['/fail-hunter2', '/say-hunter2']);
  });

  test('another run holds the lock', async () => {
    const { inbox, place } = await setUp();
    const state = await openState({ directory: path.join(place.cwd, '.zohokit') });
    const lock = await state.lock.acquire();
    expect((await place.run(['run'])).exitCode).toBe(6);
    await lock?.release();
    await state.close();
    expect(messageOf(inbox)).toMatchObject({
      exitCode: 6,
      text: expect.stringContaining('found another run at work'),
    });
  });

  test('but not an address that is itself wrong', async () => {
    const { inbox, place } = await setUp({ ZOHOKIT_NOTIFY_URL: 'hunter2' });
    const { exitCode, err, out } = await place.run(['run']);
    expect(exitCode).toBe(3);
    expect(err).toContain('ZOHOKIT_NOTIFY_URL is no address such as https://host/path');
    expect(out + err).not.toContain('hunter2');
    expect(pathsOf(inbox)).toEqual(['/fail-hunter2']);
  });
});

it('a mistyped command line and an interruption tell nobody', async () => {
  const { inbox, place } = await setUp();
  expect((await place.run(['run', '--dryrun'])).exitCode).toBe(2);
  expect((await place.run(['run'], { signal: AbortSignal.abort() })).exitCode).toBe(130);
  expect(pathsOf(inbox)).toEqual([]);
});

it('what cannot be told is a warning in the log before the summary, and changes nothing else', async () => {
  const { inbox, place } = await setUp();
  inbox.answer(500);
  const { exitCode, out, err } = await place.run(['run']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain('WARN the heartbeat was not taken: its address answered 500');
  const [warning, summary] = (await newestLog(place)).slice(-2);
  expect(warning).toMatchObject({ event: 'warning', level: 'warn' });
  expect(summary).toMatchObject({ event: 'summary', exitCode: 0 });
});

test.each([
  ['that goes well', {}],
  ['that fails', { ORG_A_CLIENT_SECRET: 'wrong' }],
])('no address is in what a run %s leaves behind', async (_, changes) => {
  const { inbox, place } = await setUp({ LOG_LEVEL: 'debug', ...changes });
  inbox.answer(404);
  const { out, err } = await place.run(['run', '--json']);
  const log = JSON.stringify(await newestLog(place));
  expect(out + err + log).not.toContain('hunter2');
  expect(log).toContain('was not taken');
});
