import { describe, expect, test } from 'vitest';
import { readText } from './in-memory-store-drive.ts';
import { TransferFailure } from '../failure.ts';
import type { StoreDrive, UploadRequest } from '../drives.ts';

/** A store, empty or not, that answers a taken name with a conflict. */
export interface StoreDriveUnderTest {
  drive: StoreDrive;
  /** A folder that can be written. */
  folderId: string;
  missingFolderId: string;
  readOnlyFolderId: string;
}

/** The promises of `StoreDrive`, as tests. Every adapter and every fake must pass them. */
export function testStoreDriveContract(
  name: string,
  create: () => Promise<StoreDriveUnderTest>,
): void {
  describe(`${name} keeps the StoreDrive contract`, () => {
    testUploads(create);
    testRefusals(create);
    testFolders(create);
    testNewFolders(create);
  });
}

// --- internal ---

type Create = () => Promise<StoreDriveUnderTest>;

let serial = 0;

function anUpload(
  folderId: string,
  text: string,
  given: Partial<UploadRequest> = {},
): UploadRequest {
  serial += 1;
  const bytes = new TextEncoder().encode(text);
  return {
    folderId,
    name: `contract-${serial}.txt`,
    uploadId: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    size: bytes.byteLength,
    body: inTwo(bytes),
    ...given,
  };
}

async function* inTwo(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const half = Math.floor(bytes.byteLength / 2);
  if (half > 0) yield bytes.subarray(0, half);
  if (bytes.byteLength > half) yield bytes.subarray(half);
}

function testUploads(create: Create): void {
  test('an upload is stored as sent, and the answer says where', async () => {
    const { drive, folderId } = await create();
    const request = anUpload(folderId, 'some bytes');

    const answer = await drive.upload(request);

    expect(answer).toMatchObject({ name: request.name, folderId });
    expect(await readText(await drive.read(answer.id))).toBe('some bytes');
    const { items } = await drive.list(folderId);
    expect(items.find(({ id }) => id === answer.id)).toMatchObject({
      name: request.name,
      isFolder: false,
    });
  });

  test('an empty file and a file of unknown size are stored', async () => {
    const { drive, folderId } = await create();

    const empty = await drive.upload(anUpload(folderId, ''));
    const unsized = await drive.upload(anUpload(folderId, 'how long?', { size: undefined }));

    expect(await readText(await drive.read(empty.id))).toBe('');
    expect(await readText(await drive.read(unsized.id))).toBe('how long?');
  });

  test('what we store is listed as ours, not before the listing that came first', async () => {
    const { drive, folderId } = await create();
    const { serverTime } = await drive.list(folderId);

    const { id } = await drive.upload(anUpload(folderId, 'mine'));

    const item = (await drive.list(folderId)).items.find((candidate) => candidate.id === id);
    expect(item?.createdBy).toBe(await drive.whoAmI());
    expect(item?.createdAt).toBeGreaterThanOrEqual(serverTime);
  });

  test('trash hides a file, also when it is trashed twice', async () => {
    const { drive, folderId } = await create();
    const { id } = await drive.upload(anUpload(folderId, 'away'));
    expect(await drive.stat(id)).toMatchObject({ id });

    await drive.trash(id);
    await drive.trash(id);

    expect(await drive.stat(id)).toBeUndefined();
    expect((await drive.list(folderId)).items.some((item) => item.id === id)).toBe(false);
  });
}

function testRefusals(create: Create): void {
  test('a taken name is refused as such, and nothing is stored', async () => {
    const { drive, folderId } = await create();
    const first = anUpload(folderId, 'first');
    await drive.upload(first);
    const before = (await drive.list(folderId)).items.length;

    const second = drive.upload(anUpload(folderId, 'second', { name: first.name }));

    await expect(second).rejects.toMatchObject({ reason: 'name-taken', reach: 'item' });
    expect((await drive.list(folderId)).items).toHaveLength(before);
  });

  test('an error of the body reaches the caller as it is, and nothing is stored', async () => {
    const { drive, folderId } = await create();
    const before = (await drive.list(folderId)).items.length;
    const broken = new TransferFailure('the source was cut', {
      reach: 'item',
      reason: 'transient',
    });
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      yield new Uint8Array([1, 2, 3]);
      throw broken;
    }

    await expect(drive.upload(anUpload(folderId, '123456', { body: body() }))).rejects.toBe(broken);
    expect((await drive.list(folderId)).items).toHaveLength(before);
  });

  test('an upload that was never begun has no known progress', async () => {
    const { drive } = await create();

    expect(await drive.progress('11111111-0000-4000-8000-000000000000')).toMatchObject({
      status: 'unknown',
    });
  });
}

function testFolders(create: Create): void {
  test('a folder that can be written is accepted', async () => {
    const { drive, folderId } = await create();

    await expect(drive.checkWritable(folderId)).resolves.toBeUndefined();
  });

  test.each(['missingFolderId', 'readOnlyFolderId'] as const)(
    'a folder that cannot be written fails the record and is named (%s)',
    async (which) => {
      const under = await create();

      const check = under.drive.checkWritable(under[which]);

      await expect(check).rejects.toMatchObject({ reach: 'record', reason: 'store-unusable' });
      await expect(check).rejects.toThrow(under[which]);
    },
  );

  test('a file that does not exist is undefined', async () => {
    const { drive, missingFolderId } = await create();

    expect(await drive.stat(missingFolderId)).toBeUndefined();
  });
}

function testNewFolders(create: Create): void {
  test('a new folder is listed as ours, and files go into it', async () => {
    const { drive, folderId } = await create();
    const { serverTime } = await drive.list(folderId);

    const made = await drive.createFolder({ parentId: folderId, name: 'Contract' });

    expect(made).toMatchObject({ name: 'Contract', parentId: folderId });
    const listed = (await drive.list(folderId)).items.find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ name: 'Contract', isFolder: true });
    expect(listed?.createdBy).toBe(await drive.whoAmI());
    expect(listed?.createdAt).toBeGreaterThanOrEqual(serverTime);
    const { id } = await drive.upload(anUpload(made.id, 'in it'));
    expect((await drive.list(made.id)).items.map((item) => item.id)).toEqual([id]);
    await expect(drive.checkWritable(made.id)).resolves.toBeUndefined();
  });

  test('a new folder that is trashed is gone', async () => {
    const { drive, folderId } = await create();
    const { id } = await drive.createFolder({ parentId: folderId, name: 'Away' });

    await drive.trash(id);

    expect(await drive.stat(id)).toBeUndefined();
    expect((await drive.list(folderId)).items.some((item) => item.id === id)).toBe(false);
  });

  test('a folder cannot be made in one that does not exist', async () => {
    const { drive, missingFolderId } = await create();

    await expect(
      drive.createFolder({ parentId: missingFolderId, name: 'Nowhere' }),
    ).rejects.toMatchObject({ reason: 'store-unusable' });
  });

  test('a folder has an address', async () => {
    const { drive, folderId } = await create();
    const { id } = await drive.createFolder({ parentId: folderId, name: 'Seen' });

    expect(await drive.folderUrl(id)).toMatch(/^https:\/\/\S+$/);
    expect(await drive.folderUrl(folderId)).toMatch(/^https:\/\/\S+$/);
  });
}
