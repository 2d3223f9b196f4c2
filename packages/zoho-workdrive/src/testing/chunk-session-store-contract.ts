import { describe, expect, test } from 'vitest';
import type { ChunkSession, ChunkSessionStore } from '../chunk-session.ts';

/** The promises of `ChunkSessionStore`, for every implementation of it. `open` gives an empty one. */
export function chunkSessionStoreContract(
  name: string,
  open: () => ChunkSessionStore | Promise<ChunkSessionStore>,
): void {
  const session: ChunkSession = {
    uploadId: 'session-1',
    chunkSize: 64,
    size: 1000,
    sent: 128,
    md5: '0cc175b9c0f1b6a831c399e269772661',
    parentId: 'folder-1',
    askedName: 'Größe 😀.bin',
    name: 'Größe 😀 (2).bin',
    onConflict: 'rename',
    idsBefore: ['file-1', 'file-2'],
    serverTime: 1_700_000_000_000,
  };

  describe(`${name} keeps chunk sessions`, () => {
    test('what was set is got, whole', async () => {
      const store = await open();
      await store.set('a', session);
      expect(await store.get('a')).toEqual(session);
    });

    test('what is optional may be absent', async () => {
      const store = await open();
      const { md5: _md5, serverTime: _time, ...bare } = session;
      await store.set('a', { ...bare, replaces: 'file-1' });
      expect(await store.get('a')).toEqual({ ...bare, replaces: 'file-1' });
    });

    test('a key that was never set is undefined', async () => {
      expect(await (await open()).get('nobody')).toBeUndefined();
    });

    test('setting again replaces', async () => {
      const store = await open();
      await store.set('a', session);
      await store.set('a', { ...session, sent: 192 });
      expect((await store.get('a'))?.sent).toBe(192);
    });

    test('keys do not mix, whatever they are', async () => {
      const store = await open();
      const keys = ['a', 'A', 'a/b', '../a', 'ä', '__proto__', ''];
      for (const [index, key] of keys.entries()) await store.set(key, { ...session, sent: index });
      for (const [index, key] of keys.entries()) {
        expect([key, (await store.get(key))?.sent]).toEqual([key, index]);
      }
    });

    test('what was deleted is gone, and only that; deleting again resolves', async () => {
      const store = await open();
      await store.set('a', session);
      await store.set('b', session);
      await store.delete('a');
      await store.delete('a');
      expect(await store.get('a')).toBeUndefined();
      expect(await store.get('b')).toEqual(session);
    });

    test('changing what was given or got changes nothing that is kept', async () => {
      const store = await open();
      const given = { ...session, idsBefore: ['file-1'] };
      await store.set('a', given);
      given.idsBefore.push('file-9');
      (await store.get('a'))?.idsBefore.push('file-9');
      expect((await store.get('a'))?.idsBefore).toEqual(['file-1']);
    });
  });
}
