/**
 * One transfer of so many records with five files each, planned and executed against ports in
 * memory that hold next to nothing of their own: what grows is the core and its journal. Started by
 * `core-growth.ts` with `--expose-gc`; prints one line of JSON.
 */
import {
  runTransfer,
  type RecordSource,
  type SourceDrive,
  type StoreDrive,
  type TransferPorts,
} from '@zohokit/transfer-core';
import { createFakeHasher, InMemoryJournal, ManualClock } from '@zohokit/transfer-core/testing';

const filesPerRecord = 5;

/** What one size came to. */
export interface GrowthRun {
  msPerRecord: number;
  /** What is held after the run beyond what was held before it, in MiB. */
  heldMiB: number;
}

const bytes = new TextEncoder().encode('content');

async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/** Records by number, and which of them are ticked. */
function createRecords(count: number): RecordSource & { ticked: () => number } {
  const checked = new Set<string>();
  const record = (number: number) => {
    const id = String(number);
    return { id, folderName: `Deal ${id}`, checked: checked.has(id), version: '1' };
  };
  return {
    ticked: () => checked.size,
    maps: new Set(),
    async *pending() {
      for (let number = 1; number <= count; number += 1) yield record(number);
    },
    async *named() {},
    read: async (given) => new Map(given.map((id) => [id, record(Number(id))])),
    async write(rows) {
      for (const { id } of rows) checked.add(id);
      return rows.map(({ id }) => ({ id, ok: true }));
    },
  };
}

/** A folder for each record, with the same files in each. */
function createSource(count: number): SourceDrive {
  async function* folders() {
    for (let number = 1; number <= count; number += 1)
      yield { id: `f${number}`, name: `Deal ${number}`, modifiedAt: 0, location: 'bench' };
  }
  return {
    knownParent: folders,
    catalogue: folders,
    folder: async () => undefined,
    async *list(folderId) {
      for (let number = 1; number <= filesPerRecord; number += 1) {
        const id = `${folderId}-${number}`;
        const common = { kind: 'file', modifiedAt: 0, listedSize: bytes.byteLength } as const;
        yield { id, name: `${id}.pdf`, ...common };
      }
    },
    storeName: ({ name }) => name,
    open: async () => ({ size: bytes.byteLength, body: body() }),
  };
}

/** What was uploaded is counted and not listed: a tick asks for each that is missing. */
function createStore(now: () => number): StoreDrive & { stored: () => number } {
  let stored = 0;
  const listed = { isFolder: false, listedSize: bytes.byteLength, createdBy: '1', createdAt: 0 };
  return {
    stored: () => stored,
    whoAmI: async () => '1',
    checkWritable: none,
    list: async () => ({ items: [], serverTime: now() }),
    async upload({ folderId, name, body: sent }) {
      for await (const chunk of sent) if (chunk.byteLength === 0) continue;
      stored += 1;
      return { id: `s${stored}`, name, folderId, size: bytes.byteLength, md5: undefined };
    },
    createFolder: async ({ parentId, name }) => ({ id: name, name, parentId }),
    folderUrl: async (id) => id,
    progress: async () => ({ status: 'unknown' }),
    stat: async (id) => ({ id, name: id, ...listed }),
    read: async () => body(),
    trash: none,
  };
}

async function none(): Promise<void> {}

async function transfer(count: number): Promise<GrowthRun> {
  const clock = new ManualClock();
  const records = createRecords(count);
  const store = createStore(() => clock.now());
  let ids = 0;
  const ports: TransferPorts = {
    clock,
    records,
    store,
    source: createSource(count),
    journal: new InMemoryJournal(),
    history: { start: none, record: none, item: none, end: none },
    lock: { check: none },
    newId: () => `upload-${(ids += 1)}`,
    createHasher: createFakeHasher,
  };
  const heldBefore = held();
  const begun = performance.now();
  const options = { runId: 'bench', storeFolderId: 'store', concurrency: 3, emit: () => {} };
  const summary = await runTransfer(ports, options);
  const ms = performance.now() - begun;
  const done = summary.outcomes.filter(({ status }) => status === 'transferred').length;
  if (done !== count || store.stored() !== count * filesPerRecord || records.ticked() !== count)
    throw new Error(
      `${done} of ${count} records, ${store.stored()} files, ${records.ticked()} ticks`,
    );
  return { msPerRecord: ms / count, heldMiB: held() - heldBefore };
}

function held(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const records = Number(process.argv[2]);
await transfer(200);
process.stdout.write(`${JSON.stringify(await transfer(records))}\n`);
