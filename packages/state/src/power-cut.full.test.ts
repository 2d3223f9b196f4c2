import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openState } from './open-state.ts';
import { journalOf } from './testing/journal-of.ts';
import { journalSteps } from './testing/journal-steps.ts';
import { recordSyncs } from './testing/record-syncs.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

const program = fileURLToPath(new URL('testing/power-cut-program.ts', import.meta.url));
const names = Object.keys(journalSteps);

test('a power cut after any step of the journal leaves exactly what was promised', async () => {
  const found = await cutAfterEachStep('full');
  expect(found.map(({ name }) => name)).toEqual([...names, ...names, ...names, ...names]);
  expect(found.filter(({ left, promised }) => left !== promised)).toEqual([]);
});

test('a journal that does not wait for the disk would be found out at every step', async () => {
  const found = await cutAfterEachStep('normal');
  const kept = found.filter(({ left, promised }) => left === promised);
  // A full log is forced to the disk before it is written into the file.
  expect(kept.length).toBeLessThan(found.length / 4);
});

test('a directory can be brought to what a power cut leaves of it, and a run goes on there', async () => {
  const directory = await createTemporaryDirectory();
  const recorder = await recordSyncs(directory);
  onTestFinished(recorder.close);
  const env = { ...process.env, ...recorder.env };
  const child = spawn(process.execPath, [program, directory, 'normal'], { env, stdio: 'pipe' });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(await read(directory)).toHaveLength(1);

  await recorder.cutPower();

  expect(await read(directory)).toEqual([]);
});

interface Found {
  name: string;
  promised: string;
  left: string;
}

async function cutAfterEachStep(sync: 'full' | 'normal'): Promise<Found[]> {
  const directory = await createTemporaryDirectory();
  const recorder = await recordSyncs(directory);
  onTestFinished(recorder.close);
  const child = spawn(process.execPath, [program, directory, sync], {
    env: { ...process.env, ...recorder.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));

  const found: Found[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { name, promised } = JSON.parse(line) as Omit<Found, 'left'>;
    const survivors = path.join(await createTemporaryDirectory(), 'survivors');
    await recorder.survivors(survivors);
    found.push({ name, promised, left: JSON.stringify(await read(survivors)) });
    child.stdin.write('go on\n');
  }
  expect(await ended).toEqual([0, null]);
  return found;
}

async function read(directory: string) {
  const state = await openState({ directory, create: false });
  try {
    return await journalOf(state);
  } finally {
    await state.close();
  }
}
