import { expect, test } from 'vitest';
import { createEmulatorClock } from '../../clock.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import { type Channel, createChannels } from '../notifications/channel.ts';
import { createAttachments } from './attachment.ts';
import { createByteStore } from './byte-store.ts';
import { createFileStore } from './file-store.ts';
import { createNotes } from './notes.ts';

const nothing = { keep: (path: string) => path, locate: (name: string) => name };

/** As a snapshot in a folder does: through JSON. */
function carry(from: SnapshotTable, to: SnapshotTable): void {
  const rows = [...from.capture(nothing)].map((row): unknown => JSON.parse(JSON.stringify(row)));
  to.restore(rows, nothing);
}

async function read(
  bytes: { open(): Iterable<Uint8Array> | AsyncIterable<Uint8Array> } | undefined,
) {
  return bytes && Buffer.concat(await Array.fromAsync(bytes.open())).toString();
}

test('attachments and links survive a snapshot, in their order', async () => {
  const store = createByteStore();
  const [one, other] = [createAttachments(store), createAttachments(createByteStore())];
  const shared = { module: 'Deals', recordId: '1', createdAt: 5 };
  const bytes = store.put(Buffer.from('plan'));
  one.add('a', { ...shared, id: '2', fileId: 'f', name: 'plan.pdf', bytes, url: undefined });
  const url = 'https://example.com';
  one.add('a', { ...shared, id: '3', fileId: 'g', name: 'link', bytes: undefined, url });
  carry(one.table, other.table);
  expect(other.of('a', '1').map(({ id }) => id)).toEqual(['3', '2']);
  expect(await read(other.find('a', '1', '2')?.bytes)).toBe('plan');
  expect(other.find('a', '1', '3')).toMatchObject({ url, bytes: undefined });
  expect(other.of('b', '1')).toEqual([]);
});

test('files of the store survive a snapshot, on disk as in memory', async () => {
  for (const memory of [0, 100]) {
    const store = createByteStore({ memory });
    const [one, other] = [createFileStore(store), createFileStore(store)];
    one.add('b', { id: 'f', name: 'plan.pdf', bytes: store.put(Buffer.from('plan')) });
    carry(one.table, other.table);
    expect(other.find('b', 'f')).toMatchObject({ name: 'plan.pdf', size: 4 });
    expect(await read(other.find('b', 'f')?.bytes)).toBe('plan');
    store.dispose();
  }
});

test('notes survive a snapshot, and what came after it is forgotten', () => {
  const [one, other] = [createNotes(() => {}), createNotes(() => {})];
  one.of('a').add({ id: '1', Note_Title: 'kept' });
  other.of('a').add({ id: '2', Note_Title: 'later' });
  other.of('b').add({ id: '3', Note_Title: 'later' });
  carry(one.table, other.table);
  expect([...other.of('a').values()]).toEqual([{ id: '1', Note_Title: 'kept' }]);
  expect([...other.of('b').values()]).toEqual([]);
});

test('channels survive a snapshot with their conditions', () => {
  const clock = createEmulatorClock(() => 0);
  const [one, other] = [createChannels(clock), createChannels(clock)];
  const channel: Channel = {
    id: '1',
    events: [{ module: 'Deals', operation: 'all' }],
    notifyUrl: 'http://127.0.0.1',
    token: null,
    expiresAt: 1000,
    returnValues: true,
    onRelated: false,
    conditions: [
      {
        module: { api_name: 'Deals', id: '1' },
        fields: { operator: 'and', members: ['A', { operator: 'or', members: ['B'] }] },
      },
    ],
  };
  one.put('a', channel);
  carry(one.table, other.table);
  expect(other.of('a')).toEqual([channel]);
  clock.advance(1000);
  expect(other.of('a')).toEqual([]);
});
