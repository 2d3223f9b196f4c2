import * as v from 'valibot';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { ControlEndpoints } from './endpoint.ts';

const Named = v.strictObject({ name: v.pipe(v.string(), v.nonEmpty('is empty')) });

/** Snapshots by name, for programs that cannot hold one; they go with the emulator. */
const named = new WeakMap<Snapshots, Map<string, Snapshot>>();

function bookOf(snapshots: Snapshots): Map<string, Snapshot> {
  const book = named.get(snapshots) ?? new Map<string, Snapshot>();
  named.set(snapshots, book);
  return book;
}

export const snapshotEndpoints: ControlEndpoints = {
  'GET /_emulator/snapshots': (_, { snapshots }) => ({
    snapshots: [...bookOf(snapshots)].map(([name, { at }]) => ({ name, at })),
  }),
  'POST /_emulator/snapshots': async (request, { snapshots }) => {
    const { name } = v.parse(Named, await request.json());
    const taken = snapshots.take();
    bookOf(snapshots).set(name, taken);
    return { name, at: taken.at };
  },
  'POST /_emulator/snapshots/restore': async (request, { snapshots, clock }) => {
    const { name } = v.parse(Named, await request.json());
    const found = bookOf(snapshots).get(name);
    if (!found) throw new Error(`There is no snapshot "${name}"`);
    snapshots.restore(found);
    return { now: clock.now() };
  },
  'POST /_emulator/save': (_, { snapshots }) => {
    snapshots.save();
    return {};
  },
};
