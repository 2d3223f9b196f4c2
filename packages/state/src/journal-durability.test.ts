import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openState } from './open-state.ts';
import { journalOf } from './testing/journal-of.ts';
import { journalSteps } from './testing/journal-steps.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

/** What has to be forced to the disk is looked at in `power-cut.full.test.ts`. */

test('each step of the journal is in the files once it resolves', async () => {
  const state = await openState({ directory: await createTemporaryDirectory() });
  onTestFinished(() => state.close());

  for (const [name, step] of Object.entries(journalSteps)) {
    await step(state.journal);
    const directory = await createTemporaryDirectory();
    copyFiles([state.file, `${state.file}-wal`], directory);
    const copy = await openState({ directory, create: false });
    expect([name, await journalOf(copy)]).toEqual([name, await journalOf(state)]);
    await copy.close();
  }
});

/** By another process: to close a file of one's own drops the locks that SQLite holds on it. */
function copyFiles(files: string[], directory: string): void {
  const program = `
    const { copyFileSync } = require('node:fs');
    for (const [from, to] of ${JSON.stringify(files.map((file) => [file, path.join(directory, path.basename(file))]))}) copyFileSync(from, to);
  `;
  const { status, stderr } = spawnSync(process.execPath, ['--eval', program], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}
