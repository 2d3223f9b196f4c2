import { fakeDigest } from './fake-hasher.ts';
import { TransferFailure } from '../failure.ts';
import type { ManualClock } from './manual-clock.ts';
import type {
  FolderAnswer,
  FolderRequest,
  StoreDrive,
  StoredItem,
  StoreListing,
  UploadAnswer,
  UploadProgress,
  UploadRequest,
} from '../drives.ts';

/** How the store behaves where Zoho is known to vary. */
export interface StoreManners {
  /** By how much the dates of its answers are ahead of those of its files. */
  dateAheadMs: number;
  /** What happens to an upload of a taken name. */
  sameName: 'conflict' | 'suffix';
  /** After an upload, its size reads 0 in this many reads. */
  sizeLagReads: number;
  /** An upload whose client died is stored this much later, or never when `undefined`. */
  lateCommitMs: number | undefined;
  /** Whether answers carry the MD5. */
  md5InAnswers: boolean;
}

/** A store that behaves as documented. */
export const benignManners: StoreManners = {
  dateAheadMs: 0,
  sameName: 'conflict',
  sizeLagReads: 0,
  lateCommitMs: undefined,
  md5InAnswers: true,
};

/** A store with everything that clients have met, all at once. */
export const worstManners: StoreManners = {
  dateAheadMs: 120_000,
  sameName: 'suffix',
  sizeLagReads: 3,
  lateCommitMs: 8000,
  md5InAnswers: false,
};

/** A file as the fake store holds it; times are milliseconds since the epoch. */
export interface StoredFile {
  id: string;
  name: string;
  folderId: string;
  text: string;
  createdBy: string;
  createdAt: number;
  trashed: boolean;
  /** Whether it came through `upload`; what a person put there did not. */
  uploaded: boolean;
  lagReads: number;
}

/** A folder that was made in a store folder; times are milliseconds since the epoch. */
export interface MadeFolder {
  id: string;
  name: string;
  parentId: string;
  createdBy: string;
  createdAt: number;
  trashed: boolean;
}

/** Our own user id in the store. */
export const ourZuid = '1001';

/** WorkDrive of org A as plain data. */
export class InMemoryStoreDrive implements StoreDrive {
  readonly files: StoredFile[] = [];
  /** Folders that exist; `false` when nothing can be stored in them. */
  readonly folders = new Map<string, boolean>([['store-1', true]]);
  readonly made: MadeFolder[] = [];
  /** What the next creations of a folder do instead of succeeding, by intended name. */
  readonly folderFaults = new Map<string, 'refused' | 'answer-lost' | 'never-arrives'>();
  /** What the next uploads do instead of succeeding, by intended name. */
  readonly uploadFaults = new Map<
    string,
    'refused' | 'throttled' | 'answer-lost' | 'wrong-content'
  >();
  readonly manners: StoreManners;
  readonly #clock: ManualClock;
  #late: { at: number; commit: () => void }[] = [];
  #serial = 0;

  constructor(clock: ManualClock, manners: Partial<StoreManners> = {}) {
    this.#clock = clock;
    this.manners = { ...benignManners, ...manners };
  }

  /** What a person does: any name, any content, as anybody. */
  putForeign(file: {
    name: string;
    text: string;
    createdBy?: string;
    folderId?: string;
  }): StoredFile {
    const { name, text, createdBy = 'somebody-else', folderId = 'store-1' } = file;
    return this.#put({ name, text, createdBy, folderId, uploaded: false });
  }

  /** Files that are not in the trash. */
  live(): StoredFile[] {
    this.#catchUp();
    return this.files.filter(({ trashed }) => !trashed);
  }

  async whoAmI(): Promise<string> {
    return ourZuid;
  }

  async checkWritable(folderId: string): Promise<void> {
    if (this.folders.get(folderId) === true) return;
    const state = this.folders.has(folderId) ? 'is read-only' : 'does not exist';
    throw new TransferFailure(`The store folder ${folderId} ${state}`, {
      reach: 'record',
      reason: 'store-unusable',
    });
  }

  async list(folderId: string): Promise<StoreListing> {
    await this.#mustExist(folderId);
    const now = this.#clock.now() + this.manners.dateAheadMs;
    const serverTime = Math.floor(now / 1000) * 1000;
    const files = this.live().filter((file) => file.folderId === folderId);
    const folders = this.#liveFolders().filter(({ parentId }) => parentId === folderId);
    const items = [...folders.map(showFolder), ...files.map((file) => this.#show(file))];
    return { items, serverTime };
  }

  async createFolder({ parentId, name }: FolderRequest): Promise<FolderAnswer> {
    await this.#mustExist(parentId);
    this.#catchUp();
    const fault = this.folderFaults.get(name);
    this.folderFaults.delete(name);
    if (fault === 'refused')
      throw new TransferFailure(`"${name}" was refused`, { reach: 'item', reason: 'permanent' });
    if (fault === 'never-arrives') throw lost();
    const taken = this.#liveFolders().some((one) => one.parentId === parentId && one.name === name);
    if (taken && this.manners.sameName === 'conflict')
      throw new TransferFailure(`"${name}" exists`, { reach: 'item', reason: 'name-taken' });
    const made = taken ? `${name} ${this.#clock.now()}` : name;
    const { id } = this.makeFolder({ parentId, name: made, createdBy: ourZuid });
    if (fault === 'answer-lost') throw lost();
    return { id, name: made, parentId };
  }

  /** What anybody does who makes a folder. */
  makeFolder(folder: Pick<MadeFolder, 'parentId' | 'name' | 'createdBy'>): MadeFolder {
    this.#serial += 1;
    const id = `folder-${this.#serial}`;
    const made = { ...folder, id, createdAt: this.#clock.now(), trashed: false };
    this.made.push(made);
    this.folders.set(id, true);
    return made;
  }

  async folderUrl(folderId: string): Promise<string> {
    return `https://workdrive.example/folder/${folderId}`;
  }

  async upload(request: UploadRequest): Promise<UploadAnswer> {
    const text = await readText(request.body, request.size);
    return this.finishUpload(request, text);
  }

  /** The server's part of an upload, once it has all bytes. */
  finishUpload(request: UploadRequest, text: string): UploadAnswer {
    this.#catchUp();
    const { folderId, name } = request;
    const fault = this.uploadFaults.get(name);
    this.uploadFaults.delete(name);
    if (fault === 'throttled')
      throw new TransferFailure('slow down', { reach: 'item', reason: 'throttled' });
    if (fault === 'refused')
      throw new TransferFailure(`"${name}" was refused`, { reach: 'item', reason: 'permanent' });
    const taken = this.live().some((file) => file.folderId === folderId && file.name === name);
    if (taken && this.manners.sameName === 'conflict')
      throw new TransferFailure(`"${name}" exists`, { reach: 'item', reason: 'name-taken' });
    const storedName = taken ? `${name} ${this.#clock.now()}` : name;
    const stored = fault === 'wrong-content' ? `${text.slice(1)}?` : text;
    const file = this.#put({
      name: storedName,
      text: stored,
      folderId,
      createdBy: ourZuid,
      uploaded: true,
    });
    if (fault === 'answer-lost') throw lost();
    const bytes = new TextEncoder().encode(stored);
    const md5 = this.manners.md5InAnswers ? fakeDigest(bytes) : undefined;
    return { id: file.id, name: storedName, folderId, size: bytes.byteLength, md5 };
  }

  /** The client died after its last byte: the upload is stored late, or never. */
  abandonUpload(request: UploadRequest, text: string): void {
    const { lateCommitMs } = this.manners;
    if (lateCommitMs === undefined) return;
    const commit = (): void => {
      try {
        this.finishUpload(request, text);
      } catch {
        // Nobody is there to hear the refusal.
      }
    };
    this.#late.push({ at: this.#clock.now() + lateCommitMs, commit });
  }

  /** Small uploads say nothing of themselves, as in life. */
  async progress(): Promise<UploadProgress> {
    return { status: 'unknown' };
  }

  async stat(id: string): Promise<StoredItem | undefined> {
    const file = this.live().find((candidate) => candidate.id === id);
    const folder = this.#liveFolders().find((candidate) => candidate.id === id);
    return folder === undefined ? file && this.#show(file) : showFolder(folder);
  }

  async read(id: string): Promise<AsyncIterable<Uint8Array>> {
    const file = this.live().find((candidate) => candidate.id === id);
    if (file === undefined)
      throw new TransferFailure(`${id} is gone`, { reach: 'item', reason: 'transient' });
    return oneChunk(file.text);
  }

  async trash(id: string): Promise<void> {
    const file = this.live().find((candidate) => candidate.id === id);
    if (file !== undefined) file.trashed = true;
    const folder = this.made.find((candidate) => candidate.id === id);
    if (folder === undefined) return;
    folder.trashed = true;
    this.folders.delete(id);
    for (const inIt of this.files) if (inIt.folderId === id) inIt.trashed = true;
  }

  #liveFolders(): MadeFolder[] {
    return this.made.filter(({ trashed }) => !trashed);
  }

  async #mustExist(folderId: string): Promise<void> {
    if (!this.folders.has(folderId)) await this.checkWritable(folderId);
  }

  #put(file: Omit<StoredFile, 'id' | 'createdAt' | 'trashed' | 'lagReads'>): StoredFile {
    this.#serial += 1;
    const lagReads = file.uploaded ? this.manners.sizeLagReads : 0;
    const createdAt = this.#clock.now();
    const stored = { ...file, id: `stored-${this.#serial}`, createdAt, trashed: false, lagReads };
    this.files.push(stored);
    return stored;
  }

  #show(file: StoredFile): StoredItem {
    const { id, name, createdBy, createdAt, text } = file;
    const lags = file.lagReads > 0;
    if (lags) file.lagReads -= 1;
    return { id, name, createdBy, createdAt, isFolder: false, listedSize: lags ? 0 : text.length };
  }

  /** Late commits whose time has come. */
  #catchUp(): void {
    const due = this.#late.filter(({ at }) => at <= this.#clock.now());
    this.#late = this.#late.filter((late) => !due.includes(late));
    for (const { commit } of due) commit();
  }
}

// --- internal ---

function showFolder({ id, name, createdBy, createdAt }: MadeFolder): StoredItem {
  return { id, name, createdBy, createdAt, isFolder: true, listedSize: undefined };
}

function lost(): TransferFailure {
  return new TransferFailure('the answer was lost', { reach: 'item', reason: 'maybe-stored' });
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield new TextEncoder().encode(text);
}

/**
 * What a body holds, as text. A server that knows the size has all it needs with the last byte: it
 * does not wait for the end of the stream.
 */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  size = Number.POSITIVE_INFINITY,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    read += chunk.byteLength;
    if (read >= size) break;
  }
  return text + decoder.decode();
}
