import type {
  RecordSource,
  SourceDrive,
  StoreDrive,
  StoredItem,
  TransferPorts,
} from '@zohokit/transfer-core';

/** What is to be done, and what both organisations hold. */
export interface GrowthWork {
  /** Each with a folder of its own. */
  records: number;
  filesPerRecord: number;
  /** Files in the store folder that earlier runs have stored. @default 0 */
  finished?: number | undefined;
}

/** The one store folder: the default layout puts everything into it. */
export const storeFolderId = 'store';

/** Of every file. */
const bytes = new TextEncoder().encode('content');

/** Both organisations, in memory: they hold hardly more than a name for each stored file. */
export interface GrowthWorld extends Pick<TransferPorts, 'records' | 'source' | 'store'> {
  ticked: () => number;
  /** Without those that were there before. */
  stored: () => number;
}

/** @param now milliseconds since the epoch */
export function createGrowthWorld(work: GrowthWork, now: () => number): GrowthWorld {
  const { ticked, ...records } = createRecords(work);
  const { stored, ...store } = createStore(work, now);
  return { records, source: createSource(work), store, ticked, stored };
}

/** The store's name for what an earlier run has stored, by its place. */
export function finishedFile(place: number): { id: string; name: string } {
  return { id: `old-${place}`, name: `old-${place}.pdf` };
}

// --- internal ---

/** Ids as long as Zoho's; those of earlier runs are smaller. */
function recordId(number: number): string {
  return String(3_652_397_000_009_000_000n + BigInt(number));
}

function createRecords({ records: count }: GrowthWork): RecordSource & { ticked: () => number } {
  const checked = new Set<string>();
  const record = (id: string) => {
    const folderName = `Deal ${id}`;
    return { id, folderName, checked: checked.has(id), version: '1' };
  };
  return {
    ticked: () => checked.size,
    maps: new Set(),
    async *pending() {
      for (let number = 1; number <= count; number += 1) yield record(recordId(number));
    },
    async *named() {},
    read: async (given) => new Map(given.map((id) => [id, record(id)])),
    async write(rows) {
      for (const { id } of rows) checked.add(id);
      return rows.map(({ id }) => ({ id, ok: true }));
    },
  };
}

function createSource({ records, filesPerRecord }: GrowthWork): SourceDrive {
  async function* folders() {
    for (let number = 1; number <= records; number += 1) {
      const id = recordId(number);
      yield { id: `f${id}`, name: `Deal ${id}`, modifiedAt: 0, location: 'bench' };
    }
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

async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

function createStore(
  { finished = 0 }: GrowthWork,
  now: () => number,
): StoreDrive & { stored: () => number } {
  const names: string[] = [];
  const shared = { isFolder: false, listedSize: bytes.byteLength, createdBy: '1', createdAt: 0 };
  const toItem = (id: string, name: string): StoredItem => ({ id, name, ...shared });
  return {
    stored: () => names.length,
    whoAmI: async () => '1',
    checkWritable: none,
    async list() {
      const items: StoredItem[] = [];
      for (let place = 0; place < finished; place += 1) {
        const { id, name } = finishedFile(place);
        items.push(toItem(id, name));
      }
      for (const [place, name] of names.entries()) items.push(toItem(`new-${place}`, name));
      return { items, serverTime: now() };
    },
    async upload({ folderId, name, body: sent }) {
      for await (const chunk of sent) if (chunk.byteLength === 0) continue;
      names.push(name);
      const id = `new-${names.length - 1}`;
      return { id, name, folderId, size: bytes.byteLength, md5: undefined };
    },
    createFolder: async ({ parentId, name }) => ({ id: name, name, parentId }),
    folderUrl: async (id) => id,
    progress: async () => ({ status: 'unknown' }),
    stat: async (id) => toItem(id, id),
    read: async () => body(),
    trash: none,
  };
}

async function none(): Promise<void> {}
