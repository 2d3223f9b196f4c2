/**
 * One transfer of so many records with five files each, planned and executed against ports in
 * memory that hold next to nothing of their own: what grows is the core and its journal. Started by
 * `core-growth.ts` with `--expose-gc`; prints one line of JSON.
 */
import { runTransfer, type StoredItem, type TransferPorts } from '@zohokit/transfer-core';
import { createFakeHasher, InMemoryJournal, ManualClock } from '@zohokit/transfer-core/testing';

const filesPerRecord = 5;

/** What one size came to. */
export interface GrowthRun {
  msPerRecord: number;
  /** What is held after the run beyond what was held before it, in MiB. */
  heldMiB: number;
}

function createPorts(
  records: number,
): TransferPorts & { stored: () => number; ticked: () => number } {
  const clock = new ManualClock();
  const checked = new Set<string>();
  let stored = 0;
  let ids = 0;
  const record = (number: number) => {
    const id = String(number);
    return { id, folderName: `Deal ${id}`, checked: checked.has(id), version: '1' };
  };
  async function* folders() {
    for (let number = 1; number <= records; number += 1)
      yield { id: `f${number}`, name: `Deal ${number}`, modifiedAt: 0, location: 'bench' };
  }
  const bytes = new TextEncoder().encode('content');
  async function* body() {
    yield bytes;
  }
  return {
    stored: () => stored,
    ticked: () => checked.size,
    clock,
    journal: new InMemoryJournal(),
    history: { start: none, record: none, item: none, end: none },
    lock: { check: none },
    newId: () => `upload-${(ids += 1)}`,
    createHasher: createFakeHasher,
    records: {
      maps: new Set(),
      async *pending() {
        for (let number = 1; number <= records; number += 1) yield record(number);
      },
      async *named() {},
      read: async (given) => new Map(given.map((id) => [id, record(Number(id))])),
      async write(rows) {
        for (const { id } of rows) checked.add(id);
        return rows.map(({ id }) => ({ id, ok: true }));
      },
    },
    source: {
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
    },
    store: {
      whoAmI: async () => '1',
      checkWritable: none,
      // What was uploaded is not listed: a tick asks for each that is missing.
      list: async () => ({ items: [], serverTime: clock.now() }),
      async upload({ folderId, name, body: sent }) {
        for await (const chunk of sent) if (chunk.byteLength === 0) continue;
        stored += 1;
        return { id: `s${stored}`, name, folderId, size: bytes.byteLength, md5: undefined };
      },
      createFolder: async ({ parentId, name }) => ({ id: name, name, parentId }),
      folderUrl: async (id) => id,
      progress: async () => ({ status: 'unknown' }),
      stat: async (id): Promise<StoredItem> => ({
        id,
        name: id,
        isFolder: false,
        listedSize: bytes.byteLength,
        createdBy: '1',
        createdAt: 0,
      }),
      read: async () => body(),
      trash: none,
    },
  };
}

async function none(): Promise<void> {}

async function transfer(records: number): Promise<GrowthRun> {
  const ports = createPorts(records);
  const heldBefore = held();
  const begun = performance.now();
  const summary = await runTransfer(ports, {
    runId: 'bench',
    storeFolderId: 'store',
    concurrency: 3,
    emit: () => {},
  });
  const ms = performance.now() - begun;
  const done = summary.outcomes.filter(({ status }) => status === 'transferred').length;
  if (done !== records || ports.stored() !== records * filesPerRecord || ports.ticked() !== records)
    throw new Error(
      `${done} of ${records} records, ${ports.stored()} files, ${ports.ticked()} ticks`,
    );
  return { msPerRecord: ms / records, heldMiB: held() - heldBefore };
}

function held(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const records = Number(process.argv[2]);
await transfer(200);
process.stdout.write(`${JSON.stringify(await transfer(records))}\n`);
