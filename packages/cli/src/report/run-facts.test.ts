import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLogFile } from '../output/log-file.ts';
import type { RunEvent } from '../output/run-event.ts';
import { itemStored, recordEnd, recordStart, runStart } from '../testing/events.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { readRunFacts } from './run-facts.ts';

async function write(events: readonly RunEvent[], maxBytes?: number) {
  const directory = path.join(await temporaryFolder(), 'logs');
  const log = openLogFile({
    directory,
    runId: 'run-1',
    level: 'info',
    now: () => Date.UTC(2026, 0, 31),
    redact: (text) => text,
    onLost: () => undefined,
    maxBytes,
  });
  for (const event of events) log.listen(event);
  log.close();
  return { directory, file: log.file };
}

const ambiguous: RunEvent = {
  type: 'record-planned',
  plan: {
    record: { id: '573', checked: false, folderName: 'Twin', version: '1' },
    folderName: 'Twin',
    kind: 'nothing',
    status: 'ambiguous',
    message: 'two folders',
    folder: undefined,
    candidates: ['f1', 'f2'].map((id) => ({ id, name: 'TWIN', modifiedAt: 0, location: 'Out' })),
    counts: {
      discovered: 0,
      transferred: 0,
      alreadyTransferred: 0,
      failed: 0,
      uncertain: 0,
      stale: 0,
      subfolders: 0,
      documents: 0,
      excluded: 0,
    },
  },
};

it('reads from every part of a log what the history does not have', async () => {
  const orgs = { type: 'orgs-recognized', orgA: 'eu / user 1', orgB: 'us / user 2' } as const;
  const { directory } = await write([runStart, orgs, recordStart, ambiguous, itemStored], 300);
  const facts = await readRunFacts(directory, 'run-1');
  expect(facts).toMatchObject({ hasLog: true, module: 'Deals', orgA: 'eu / user 1' });
  expect(facts.begun).toEqual(new Map([['573', 'Harbour']]));
  expect(facts.candidates.get('573')?.map(({ folderId }) => folderId)).toEqual(['f1', 'f2']);
  expect([...facts.stored.keys()]).toEqual(['573/item1']);
});

it('passes over half a line of a killed run, and over what it does not know', async () => {
  const { directory, file } = await write([runStart, recordEnd]);
  await appendFile(file, '{"event":"of a later release"}\nnull\n{"event":"orgs-reco');
  expect(await readRunFacts(directory, 'run-1')).toMatchObject({ module: 'Deals' });
});

it('looks into the log of no other run', async () => {
  const { directory } = await write([runStart]);
  expect(await readRunFacts(directory, 'run')).toMatchObject({ hasLog: false });
  expect(await readRunFacts(path.join(directory, 'absent'), 'run-1')).toMatchObject({
    hasLog: false,
  });
  await mkdir(path.join(directory, 'odd'));
  await writeFile(path.join(directory, 'odd', 'x'), '');
  expect(await readRunFacts(directory, 'run-1')).toMatchObject({ hasLog: true });
});
