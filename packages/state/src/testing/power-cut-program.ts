/**
 * Takes every step of a journal and says after each what it was promised to find on the disk; goes on
 * when it is told to. The second argument says how the journal is synced: `full`, as `openState` does
 * it, or `normal`, which breaks the promise.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openDatabase } from '../database.ts';
import { openState } from '../open-state.ts';
import { createSqliteJournal } from '../sqlite-journal.ts';
import { journalOf } from './journal-of.ts';
import { journalSteps } from './journal-steps.ts';
import { aHistoryItem } from './samples.ts';

const [, , directory = '', sync = 'full'] = process.argv;
const state = await openState({ directory });
const journal =
  sync === 'full'
    ? state.journal
    : createSqliteJournal(await openDatabase({ file: state.file, sync: 'normal' }));
const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// As many as fill the log a few times, so that it is written into the file and begun anew in between.
for (let round = 0; round < 4; round += 1) {
  for (const [name, step] of Object.entries(journalSteps)) {
    // What does not wait for the disk comes in between, as in a run.
    await state.shared.update('pass/a', () => ({ name, filler: 'x'.repeat(200_000) }));
    await state.history.item(aHistoryItem({ sourceId: `${round}/${name}` }));
    await step(journal);
    const promised = JSON.stringify(await journalOf(state));
    writeSync(1, `${JSON.stringify({ round, name, promised })}\n`);
    await orders.next();
  }
}
await state.close();
// Whoever gives the orders may keep the line open.
process.exit(0);
