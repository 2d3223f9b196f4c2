import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileStore, encryptedStore } from '@zohokit/zoho-auth';
import { openState } from '@zohokit/state';
import type { SharedStore } from '@zohokit/zoho-http';
import { expect, onTestFinished, test } from 'vitest';
import { allFaultCases } from './support/all-fault-cases.ts';
import { canaries, leaksIn } from './support/canaries.ts';
import { createEcho } from './support/echo.ts';
import type { PlayedCase } from './support/fault-case.ts';
import { echoCases } from './support/fault-cases-echo.ts';
import { createRecordingStore } from './support/recording-store.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

/** Stores hold access tokens in their own entries, and nothing secret anywhere else. */

const server = useScriptedServer();
/** What is about the grant is written into stores; of the rest, every ninth case. */
const talking = [...allFaultCases, ...echoCases].filter(
  ({ attemptMs, accounts }, index) =>
    attemptMs === undefined && (accounts !== undefined || index % 9 === 0),
);

/** What writes a refused grant into a store, and a penalty beside a token. */
const writing: readonly PlayedCase[] = [
  ...echoCases.filter(({ accounts }) => JSON.stringify(accounts)?.includes('invalid_code')),
  ...allFaultCases.filter(({ rule }) => rule === 'workdrive-rate-limit').slice(0, 1),
];

test('memory', async () => {
  const stores = talking.map(() => createRecordingStore());
  for (const [turn, fault] of talking.entries()) {
    const echo = createEcho('plain', turn);
    await runFault(server(), fault, { secrets: canaries, echo, store: stores[turn] });
  }
  const dump = (tokens: boolean): string =>
    stores.map((store) => store.written({ tokens })).join('\n');
  expect(dump(false)).toMatch(/grant-refusal\/.*\*\*\*/);
  expect(leaksIn(dump(false))).toEqual([]);
  expect(leaksIn(dump(true))).not.toEqual([]);
});

test('a file, in the clear and encrypted', async () => {
  const directory = await temporary();
  for (const [turn, fault] of writing.entries()) {
    const plain = path.join(directory, `plain-${turn}.json`);
    const sealed = path.join(directory, `sealed-${turn}.json`);
    await play(fault, createFileStore({ path: plain }));
    await play(fault, encryptedStore(createFileStore({ path: sealed }), { key: Buffer.alloc(32) }));
    const entries = JSON.parse(await readFile(plain, 'utf8')) as Record<string, unknown>;
    const others = Object.entries(entries).filter(([key]) => !key.startsWith('token/'));
    expect(others).not.toEqual([]);
    expect(leaksIn(JSON.stringify(others))).toEqual([]);
    expect(leaksIn(await readFile(sealed, 'utf8'))).toEqual([]);
  }
  expect(writing.length).toBe(2);
});

test('a database whose tokens are encrypted, to the last byte of its files', async () => {
  const directory = await temporary();
  const state = await openState({ directory });
  for (const fault of writing) {
    await play(fault, encryptedStore(state.shared, { key: Buffer.alloc(32) }));
  }
  await state.close();
  const names = await readdir(directory);
  const files = await Promise.all(
    names.map((name) => readFile(path.join(directory, name), 'latin1')),
  );
  expect(files.join('')).toContain('aes-256-gcm');
  expect(leaksIn(files.join('\n'))).toEqual([]);
});

// --- internal ---

async function play(fault: PlayedCase, store: SharedStore): Promise<void> {
  await runFault(server(), fault, { secrets: canaries, echo: createEcho('plain', 0), store });
}

async function temporary(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'zohokit-canary-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}
