/**
 * Fills a state with what earlier runs have finished. Started by `core-growth.ts`:
 * `node core-growth-history.ts DIRECTORY FILES STORE_FOLDER`
 */
import { openState, type StateEntry } from '@zohokit/state';
import { finishedFile } from './core-growth-ports.ts';

const perRecord = 5;
const recordsPerRun = 100;
const md5 = '9a0364b9e99bb480dd25e1f0284c8555';

const [directory = '', count = '0', folderId = ''] = process.argv.slice(2);
const state = await openState({ directory });
try {
  await state.restore(history(Number(count)));
} finally {
  await state.close();
}

// --- internal ---

/** So many files, five a record, a hundred records a run; everything ended well. */
async function* history(files: number): AsyncGenerator<StateEntry, void, undefined> {
  const records = Math.ceil(files / perRecord);
  const ids = Array.from({ length: records }, (_, number) =>
    String(3_652_397_000_000_000_000n + BigInt(number)),
  );
  yield* ids.map((id, number) => toRecord(id, number));
  for (let place = 0; place < files; place += 1)
    yield { kind: 'known-id', folderId, id: finishedFile(place).id };
  for (let place = 0; place < files; place += 1) yield toItem(ids, place);
  for (let run = 0; run * recordsPerRun < records; run += 1) yield toRun(run);
  yield* ids.map((id, number) => toLine(id, number));
  for (let place = 0; place < files; place += 1) yield toRunItem(ids, place);
}

function runOf(record: number): { id: string; at: number } {
  const run = Math.floor(record / recordsPerRun);
  return { id: `00000000-0000-4000-8000-${String(run).padStart(12, '0')}`, at: run + 1 };
}

function toRecord(id: string, number: number): StateEntry {
  const { id: tickedIn, at } = runOf(number);
  const ended = { status: 'closed', outcome: 'transferred' } as const;
  return { kind: 'record', id, ...ended, tickedByUs: true, tickedIn, lastAttemptAt: at };
}

function toItem(ids: readonly string[], place: number): StateEntry {
  const record = Math.floor(place / perRecord);
  const { id, name } = finishedFile(place);
  const { id: runId, at } = runOf(record);
  return {
    kind: 'item',
    storedKind: 'file',
    recordId: ids[record] ?? '',
    sourceId: `source-${id}`,
    sourceModifiedAt: 0,
    folderId,
    runId,
    sourceName: name,
    name,
    foldedName: name,
    uploadId: `upload-${id}`,
    serverTime: at,
    status: 'stored',
    permanentFailures: 0,
    knownBefore: place,
    sent: { size: 7, md5, at },
    receipt: { id, name, folderId, size: 7, md5, verifiedBy: 'md5' },
  };
}

function toRun(run: number): StateEntry {
  const { id, at } = runOf(run * recordsPerRun);
  return { kind: 'run', id, startedAt: at, end: { at, status: 'ended', exitCode: 0 } };
}

function toLine(recordId: string, number: number): StateEntry {
  const { id: runId, at } = runOf(number);
  const counts = { discovered: perRecord, transferred: perRecord, failed: 0 };
  return { kind: 'line', runId, recordId, at, status: 'transferred', ...counts };
}

function toRunItem(ids: readonly string[], place: number): StateEntry {
  const record = Math.floor(place / perRecord);
  const { id, name: path } = finishedFile(place);
  const { id: runId, at } = runOf(record);
  const shared = { runId, recordId: ids[record] ?? '', sourceId: `source-${id}` };
  return { kind: 'run-item', ...shared, path, at, status: 'transferred', storedId: id };
}
