/**
 * What one of several processes does that share a store: `sharing-program.ts '{"store", "task"}'`,
 * started by `startSharing`. It says `ready`, waits for its stdin to end, and then works, so that all
 * of them begin together. Its last line is what it found, as JSON.
 */
import path from 'node:path';
import { createConnection, createFileStore } from '@zohokit/zoho-auth';
import { openState } from '@zohokit/state';
import { createPostgresStore } from '@zohokit/state/postgres';
import { chainClassifiers, type SharedStore } from '@zohokit/zoho-http';
import type { SharedPlace, SharingOrder } from './start-sharing.ts';

interface Opened {
  store: SharedStore;
  close(): Promise<void>;
}

async function open(place: SharedPlace): Promise<Opened> {
  switch (place.kind) {
    case 'postgres': {
      const store = createPostgresStore(place);
      return { store, close: () => store.close() };
    }
    case 'sqlite': {
      const state = await openState({ directory: place.directory });
      return { store: state.shared, close: () => state.close() };
    }
    case 'file': {
      const file = path.join(place.directory, 'store.json');
      return { store: createFileStore({ path: file }), close: async () => undefined };
    }
    default:
      return place satisfies never;
  }
}

async function work(store: SharedStore, { task }: SharingOrder): Promise<unknown> {
  if (task.kind === 'count') {
    const add = (current: unknown): number => (typeof current === 'number' ? current : 0) + 1;
    for (let n = 0; n < task.times; n += 1) await store.update('counter', add);
    return task.times;
  }
  const connection = createConnection({ ...task.connection, store });
  const http = connection.createHttp({ classify: chainClassifiers() });
  const call = async (): Promise<number> =>
    (await http.json({ url: connection.hosts.api + task.path })).status;
  return await Promise.all(Array.from({ length: task.calls }, call));
}

const order = JSON.parse(process.argv[2] ?? '') as SharingOrder;
const { store, close } = await open(order.store);
// Whoever is connected already begins at the same moment as the others.
await store.get('counter');
console.log('ready');
await new Promise((resolve) => process.stdin.resume().once('end', resolve));
try {
  console.log(JSON.stringify(await work(store, order)));
} finally {
  await close();
}
