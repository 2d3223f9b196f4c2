import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeFolder } from './support/judge-folder.ts';
import { mustRun } from './support/run-command.ts';

/**
 * Zoho's own CRM SDK works against the unmodified emulator. It checks what it reads against its
 * own tables of keys and types, and throws at what it does not know: a judge from outside.
 */

let steps: Map<string, Record<string, unknown>>;

beforeAll(async () => {
  const folder = await judgeFolder('official-sdk');
  // Search answers from an index; here it is up to date at once.
  const emulator = await createEmulator({ profile: { searchLagMs: 0 } });
  const directory = await mkdtemp(path.join(tmpdir(), 'zohokit-sdk-'));
  try {
    const order = JSON.stringify({ origin: emulator.url, org: emulator.orgs.a, directory });
    const out = await mustRun(process.execPath, ['--no-warnings', 'judge.mjs', order], folder);
    const lines = out.split(/\r?\n/u).filter((line) => line.startsWith('{'));
    steps = new Map(lines.map((line) => JSON.parse(line)).map((one) => [one.step, one]));
  } finally {
    await emulator.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}, 300_000);
afterAll(() => steps.clear());

const success = expect.objectContaining({ code: 'SUCCESS' });

test.each([
  ['insert', { status: 201, rows: [success, success] }],
  ['get', { status: 200, lastName: 'Keller', created: true }],
  ['list', { names: expect.arrayContaining(['Keller', 'Ortiz']), perPage: 200 }],
  ['search', { status: 200, names: ['Keller'] }],
  ['update', { rows: [success], company: 'Keller & Sons' }],
  ['upsert', { status: 200, rows: [success, success] }],
  [
    'refused',
    { status: 207, rows: [success, expect.objectContaining({ code: 'MANDATORY_NOT_FOUND' })] },
  ],
  ['fields', { lastName: 'text' }],
  ['users', { emails: ['ada@org-a.example'] }],
  ['attachment', { name: 'note.txt', text: 'Call back before noon.' }],
  ['delete', { rows: [success, success], after: 204 }],
])('Zoho’s own SDK can do: %s', (name, expected) => {
  expect(steps.get(name)).toMatchObject({ ok: true, ...expected });
});
