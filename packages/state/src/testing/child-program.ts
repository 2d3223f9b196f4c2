/**
 * What another process does with a state directory; started by `startChild` and killed by the
 * test. It says `ready` on a line of its own when the interesting moment is reached.
 */
import path from 'node:path';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { HeldLock, TransferFailure } from '@zohokit/transfer-core';
import { openDatabase } from '../database.ts';
import { openState } from '../open-state.ts';

const [, , task = '', directory = '', ...rest] = process.argv;

function say(line: string): void {
  // Synchronous: a line that was said is out even if the process is killed at once.
  writeSync(1, `${line}\n`);
}

function hang(): never {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('Unreachable: nobody wakes the wait above');
}

async function holdLock(): Promise<void> {
  const state = await openState({ directory });
  const held = await state.lock.acquire();
  say(held ? 'ready' : 'refused');
  if (held) hang();
  await state.close();
}

/** Tries to take the lock, or gives it back, whenever it is told; says what became of it. */
async function raceForLock(): Promise<void> {
  const state = await openState({ directory });
  say('ready');
  let held: HeldLock | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const [order, round] = line.split(' ');
    if (order === 'try') {
      held = await state.lock.acquire();
      say(`${held ? 'got' : 'refused'} ${round}`);
    } else {
      await held?.release();
      say(`free ${round}`);
    }
  }
}

async function hangInTransaction(): Promise<void> {
  const database = await openDatabase({ file: path.join(directory, 'state.db') });
  database.transaction(() => {
    database.run("INSERT INTO known_ids (folder_id, id) VALUES ('store-1', 'never-committed')");
    say('ready');
    hang();
  });
}

/** Opens the state and observes an id; says what that was refused with. */
async function observeOnce(): Promise<void> {
  try {
    const { journal } = await openState({ directory });
    await journal.observe('store-1', ['x']);
  } catch (error) {
    const { reach, reason, message } = error as TransferFailure;
    say(JSON.stringify({ reach, reason, message }));
  }
  say('ready');
}

/** Observes pairs of ids for ever, and says each pair once it is durable. */
async function observePairs(): Promise<void> {
  const { journal } = await openState({ directory });
  for (let pair = 0; ; pair += 1) {
    await journal.observe('store-1', [`${pair}a`, `${pair}b`]);
    say(`${pair}`);
    if (pair === 20) say('ready');
  }
}

/** Adds 1 to the entry so many times. */
async function count(): Promise<void> {
  const { shared, close } = await openState({ directory });
  const add = (current: unknown): number => (typeof current === 'number' ? current : 0) + 1;
  for (let times = Number(rest[0]); times > 0; times -= 1) await shared.update('counter', add);
  say('ready');
  await close();
}

const tasks: Record<string, () => Promise<void>> = {
  holdLock,
  raceForLock,
  hangInTransaction,
  observeOnce,
  observePairs,
  count,
};
await tasks[task]?.();
