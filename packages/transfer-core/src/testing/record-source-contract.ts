import { describe, expect, test } from 'vitest';
import type { RecordSource, RecordValues } from '../records.ts';

/** A module of four records; ids in ascending order where several are named. */
export interface RecordSourceUnderTest {
  records: RecordSource;
  /** Two records, unticked, with the folder name `Deal 7`. */
  pendingIds: [string, string];
  /** Ticked, with a folder name. */
  tickedId: string;
  /** Unticked, without a folder name. */
  namelessId: string;
  missingId: string;
  /** Lets so much time pass that the next edit shows in the version. */
  passTime: () => void;
}

/** The promises of `RecordSource`, as tests. Every adapter and every fake must pass them. */
export function testRecordSourceContract(
  name: string,
  create: () => Promise<RecordSourceUnderTest>,
): void {
  describe(`${name} keeps the RecordSource contract`, () => {
    testReads(create);
    testWrites(create);
  });
}

// --- internal ---

type Create = () => Promise<RecordSourceUnderTest>;

function testReads(create: Create): void {
  test('pending shows unticked records with a folder name, by id', async () => {
    const { records, pendingIds } = await create();

    const pending = await Array.fromAsync(records.pending());

    expect(pending.map(({ id }) => id)).toEqual(pendingIds);
    expect(pending[0]).toMatchObject({ folderName: 'Deal 7', checked: false });
  });

  test('read shows records in any state, and leaves out what does not exist', async () => {
    const { records, pendingIds, tickedId, namelessId, missingId } = await create();

    const found = await records.read([tickedId, missingId, namelessId, pendingIds[0]]);

    expect([...found.keys()].toSorted()).toEqual([tickedId, namelessId, pendingIds[0]].toSorted());
    expect(found.get(tickedId)?.checked).toBe(true);
    expect(found.get(namelessId)?.folderName).toBeUndefined();
  });

  test('named shows every record with a folder name, ticked or not', async () => {
    const { records, pendingIds, tickedId } = await create();

    const named = await Array.fromAsync(records.named());

    expect(named.map(({ id }) => id)).toEqual([...pendingIds, tickedId].toSorted());
  });

  test('read of nothing is nothing', async () => {
    const { records } = await create();

    expect(await records.read([])).toEqual(new Map());
  });
}

function testWrites(create: Create): void {
  test('write answers once per row, in order, and one bad row spoils nothing', async () => {
    const { records, pendingIds, missingId } = await create();
    const version = 'of no matter for several rows';
    const ids = [pendingIds[1], missingId, pendingIds[0]];

    const results = await records.write(ids.map((id) => ({ id, version, checked: true })));

    expect(results.map(({ id, ok }) => ({ id, ok }))).toEqual([
      { id: pendingIds[1], ok: true },
      { id: missingId, ok: false },
      { id: pendingIds[0], ok: true },
    ]);
    const after = await records.read(ids);
    expect(pendingIds.map((id) => after.get(id)?.checked)).toEqual([true, true]);
  });

  test('a tick touches nothing but the box and moves the version on', async () => {
    const { records, pendingIds, passTime } = await create();
    const [id] = pendingIds;
    const before = (await records.read([id])).get(id);
    passTime();

    await records.write([{ id, version: before?.version ?? '', checked: true }]);

    const after = (await records.read([id])).get(id);
    expect({ ...after, version: '' }).toEqual({ ...before, version: '', checked: true });
    expect(after?.version).not.toBe(before?.version);
  });

  test('a written row can be unticked again', async () => {
    const { records, tickedId, passTime } = await create();
    const before = (await records.read([tickedId])).get(tickedId);
    passTime();

    await records.write([{ id: tickedId, version: before?.version ?? '', checked: false }]);

    expect((await records.read([tickedId])).get(tickedId)).toMatchObject({ checked: false });
  });

  test('mapped values are written and read again, the others are left out', async () => {
    const { records, pendingIds, passTime } = await create();
    const [id] = pendingIds;
    const before = (await records.read([id])).get(id);
    passTime();
    const all: Required<RecordValues> = {
      folderUrl: 'https://workdrive.example/folder/1',
      folderId: '1',
      fileCount: 3,
      status: 'partly-transferred',
      error: 'a.pdf: blocked',
      finishedAt: Date.UTC(2026, 0, 31, 12, 0, 1),
    };

    await records.write([{ id, version: before?.version ?? '', values: all }]);

    const after = (await records.read([id])).get(id);
    const mapped = Object.entries(all).filter(([name]) =>
      [...records.maps].some((m) => m === name),
    );
    expect(after?.values ?? {}).toEqual(Object.fromEntries(mapped));
    expect(after?.checked).toBe(false);
  });

  test('a single row that was edited since is refused', async () => {
    const { records, pendingIds, passTime } = await create();
    const [id] = pendingIds;
    const before = (await records.read([id])).get(id);
    passTime();
    const row = { id, version: before?.version ?? '', checked: true };
    await records.write([row]);

    const [result] = await records.write([row]);

    expect(result).toMatchObject({ id, ok: false });
  });
}
