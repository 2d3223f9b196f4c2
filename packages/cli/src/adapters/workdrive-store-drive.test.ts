import { TransferFailure } from '@zohokit/transfer-core';
import { describe, expect, it } from 'vitest';
import { openEmulatedOrgs, seedWith, startEmulator } from '../testing/emulated-orgs.ts';

const seed = seedWith({
  storeFolders: [
    { key: 'read-only', name: 'Read only', readOnly: true, children: [] },
    { key: 'trashed', name: 'Trashed', trashed: true, children: [] },
    { key: 'file', name: 'file.txt', text: 'x' },
  ],
});

async function open() {
  const emulator = await startEmulator(seed);
  const { store, config } = await openEmulatedOrgs(emulator);
  const folderId = config.storeFolderId;
  const idOf = (key: string): string => emulator.orgs.a.ids[key] ?? '';
  const upload = (name: string, text: string) =>
    store.upload({
      folderId,
      name,
      uploadId: `upload-${name}`,
      size: Buffer.byteLength(text),
      body: bytes(text),
    });
  return { emulator, store, folderId, idOf, upload };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('checkWritable', () => {
  it('accepts a folder in which the user may store', async () => {
    const { store, folderId } = await open();
    await expect(store.checkWritable(folderId)).resolves.toBeUndefined();
  });

  it.each([
    ['a read-only folder', 'read-only', 'may not upload to it'],
    ['a folder in the trash', 'trashed', 'in the trash'],
    ['a file', 'file', 'it is a file'],
    ['an unknown id', '', 'd'.repeat(37)],
  ])('refuses %s and says where the id was set', async (_, key, complaint) => {
    const { store, idOf } = await open();
    const id = key === '' ? complaint : idOf(key);
    await expect(store.checkWritable(id)).rejects.toMatchObject({
      reach: 'record',
      reason: 'store-unusable',
      message: expect.stringContaining(complaint),
    });
    await expect(store.checkWritable(id)).rejects.toThrow('field Destination_Folder');
  });

  it.each([
    ['https://workdrive.zoho.eu/folder/abc', 'is an address, not an id: take the last part'],
    ['../../users/me', 'is an address'],
    ['..', 'is not a WorkDrive id (20 or more letters and digits)'],
    ['a b', 'is not a WorkDrive id'],
    ['x?y=1', 'is not a WorkDrive id'],
  ])('refuses %j before anything is asked, and names the field', async (id, complaint) => {
    const { emulator, store } = await open();
    const failure = await store.checkWritable(id).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reach: 'record', reason: 'store-unusable' });
    expect(String(failure)).toContain(`field Destination_Folder: what stands there ${complaint}`);
    expect(emulator.ledger.entries().filter(({ path }) => !path.includes('_emulator'))).toEqual([]);
  });

  it('refuses the id of a team', async () => {
    const { emulator, store } = await open();
    await expect(store.checkWritable(emulator.orgs.a.teamId)).rejects.toMatchObject({
      reason: 'store-unusable',
    });
  });

  it('names the variable when the id came from there', async () => {
    const emulator = await startEmulator(seed);
    const env = { WORKDRIVE_DEST_FOLDER_ID: emulator.orgs.a.ids['read-only'] ?? '' };
    const { store, config } = await openEmulatedOrgs(emulator, env);
    await expect(store.checkWritable(config.storeFolderId)).rejects.toThrow(
      'WORKDRIVE_DEST_FOLDER_ID',
    );
  });
});

describe('upload', () => {
  it('answers what was stored, and the listing has it by our own user', async () => {
    const { store, folderId, upload } = await open();
    const answer = await upload('new.txt', 'hello');
    expect(answer).toMatchObject({ name: 'new.txt', folderId, size: 5 });
    const { items, serverTime } = await store.list(folderId);
    expect(items).toMatchObject([{ id: answer.id, createdBy: await store.whoAmI() }]);
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(60_000);
  });

  it('rejects with name-taken when the name is taken, and stores nothing', async () => {
    const { store, folderId, upload } = await open();
    await upload('same.txt', 'first');
    await expect(upload('same.txt', 'second')).rejects.toMatchObject({
      reach: 'item',
      reason: 'name-taken',
    });
    expect((await store.list(folderId)).items).toHaveLength(1);
  });

  it('rejects with maybe-stored when the answer is lost', async () => {
    const { emulator, upload } = await open();
    emulator.faults.add({
      match: { method: 'POST', path: 'upload' },
      effect: { kind: 'answer-lost' },
    });
    await expect(upload('lost.txt', 'hello')).rejects.toMatchObject({ reason: 'maybe-stored' });
  });

  it('rejects with the very failure of its body', async () => {
    const { store, folderId } = await open();
    const failure = new TransferFailure('org B: cut', { reach: 'item', reason: 'source-changed' });
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('he');
      throw failure;
    }
    const request = { folderId, name: 'cut.txt', uploadId: 'u', size: 5, body: body() };
    await expect(store.upload(request)).rejects.toBe(failure);
    expect((await store.list(folderId)).items).toEqual([]);
  });

  it('finds the folder unusable when it is gone', async () => {
    const { store } = await open();
    const folderId = 'e'.repeat(37);
    const request = { folderId, name: 'x', uploadId: 'u', size: 1, body: bytes('x') };
    await expect(store.upload(request)).rejects.toMatchObject({
      reach: 'record',
      reason: 'store-unusable',
    });
  });

  it.each([
    ['119', 'item', 'throttled'],
    ['1800', 'run', 'try-later'],
  ])('rejects after a refusal for %s s with a %s failure: %s', async (wait, reach, reason) => {
    const { emulator, upload } = await open();
    emulator.faults.add({
      match: { method: 'POST', path: 'upload', times: 9 },
      effect: {
        kind: 'status',
        status: 429,
        json: { errors: [{ id: 'F7008', title: 'throttled' }] },
        headers: { 'retry-after': wait },
      },
    });
    await expect(upload('slow.txt', 'x')).rejects.toMatchObject({ reach, reason });
  });

  it('stops the run when the storage is full', async () => {
    const { emulator, upload } = await open();
    emulator.faults.add({
      match: { method: 'POST', path: 'upload' },
      effect: { kind: 'status', status: 507, json: { errors: [{ id: 'F507', title: 'full' }] } },
    });
    await expect(upload('full.txt', 'x')).rejects.toMatchObject({
      reach: 'run',
      reason: 'try-later',
    });
  });
});

describe('a stored file', () => {
  it('can be looked at, read and trashed, also twice', async () => {
    const { store, folderId, upload } = await open();
    const { id } = await upload('new.txt', 'hello');
    expect(await store.stat(id)).toMatchObject({ name: 'new.txt' });
    const body = await Array.fromAsync(await store.read(id));
    expect(Buffer.concat(body).toString()).toBe('hello');
    await store.trash(id);
    await store.trash(id);
    expect(await store.stat(id)).toBeUndefined();
    expect((await store.list(folderId)).items).toEqual([]);
  });
});

describe('progress', () => {
  it('is unknown for an upload that nobody made', async () => {
    const { store } = await open();
    expect(await store.progress('nobody')).toEqual({ status: 'unknown' });
  });
});
