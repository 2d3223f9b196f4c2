import { describe, expect, test } from 'vitest';
import { readText } from './in-memory-store-drive.ts';
import type { SourceDrive } from '../drives.ts';

/** A source with one folder of three items: `a.txt` ("content of a"), `Minutes` (native) and `Sub`. */
export interface SourceDriveUnderTest {
  drive: SourceDrive;
  /** The folder's name; it lies directly under the known parent. */
  folderName: string;
  /** A folder that only the wider catalogue shows. */
  farFolderName: string;
  missingId: string;
}

/** The promises of `SourceDrive`, as tests. Every adapter and every fake must pass them. */
export function testSourceDriveContract(
  name: string,
  create: () => Promise<SourceDriveUnderTest>,
): void {
  describe(`${name} keeps the SourceDrive contract`, () => {
    testCatalogue(create);
    testItems(create);
  });
}

// --- internal ---

type Create = () => Promise<SourceDriveUnderTest>;

async function folderOf({ drive, folderName }: SourceDriveUnderTest): Promise<string> {
  const folders = await Array.fromAsync(drive.knownParent?.() ?? []);
  const folder = folders.find((candidate) => candidate.name === folderName);
  if (folder === undefined) throw new Error(`No folder ${folderName} under the known parent`);
  return folder.id;
}

function testCatalogue(create: Create): void {
  test('the known parent shows its direct subfolders, with time and place', async () => {
    const { drive, folderName, farFolderName } = await create();

    const folders = await Array.fromAsync(drive.knownParent?.() ?? []);

    const found = folders.filter(({ name }) => name === folderName);
    expect(found).toHaveLength(1);
    expect(found[0]?.modifiedAt).toBeGreaterThan(0);
    expect(found[0]?.location).not.toBe('');
    expect(folders.some(({ name }) => name === farFolderName)).toBe(false);
  });

  test('the wider catalogue also shows folders elsewhere', async () => {
    const { drive, farFolderName } = await create();

    const folders = await Array.fromAsync(drive.catalogue());

    expect(folders.filter(({ name }) => name === farFolderName)).toHaveLength(1);
  });
}

function testItems(create: Create): void {
  test('a folder lists each item once, by kind', async () => {
    const under = await create();

    const items = await Array.fromAsync(under.drive.list(await folderOf(under)));

    const kinds = Object.fromEntries(items.map(({ name, kind }) => [name, kind]));
    expect(kinds).toEqual({ 'a.txt': 'file', Minutes: 'native-document', Sub: 'folder' });
    expect(items).toHaveLength(3);
  });

  test('a file opens with its size and its bytes, and again from the start', async () => {
    const under = await create();
    const items = await Array.fromAsync(under.drive.list(await folderOf(under)));
    const item = items.find(({ name }) => name === 'a.txt');
    if (item === undefined) throw new Error('a.txt is not listed');

    for (let time = 0; time < 2; time += 1) {
      const { size, body } = await under.drive.open(item);
      expect(size).toBe(12);
      expect(await readText(body)).toBe('content of a');
    }
    expect(under.drive.storeName(item)).toBe('a.txt');
  });

  test('a native document opens without a size, and has the name of its export', async () => {
    const under = await create();
    const items = await Array.fromAsync(under.drive.list(await folderOf(under)));
    const item = items.find(({ kind }) => kind === 'native-document');
    if (item === undefined) throw new Error('no native document is listed');

    const { size, body } = await under.drive.open(item);

    expect(size).toBeUndefined();
    expect(under.drive.storeName(item)).toBe('Minutes.docx');
    expect((await readText(body)).length).toBeGreaterThan(0);
  });

  test('what does not exist fails to open, and only itself', async () => {
    const { drive, missingId } = await create();
    const item = {
      id: missingId,
      name: 'gone',
      modifiedAt: 1,
      listedSize: 1,
      kind: 'file',
    } as const;

    await expect(drive.open(item)).rejects.toMatchObject({ reach: 'item' });
  });
}
