import { expect, test } from 'vitest';
import type { StoredItem } from './drives.ts';
import type { TransferPorts } from './ports.ts';
import { playInterleavings, text, type InterleavingPorts } from './testing/interleavings.ts';
import { mortalPorts } from './testing/mortal-ports.ts';

test('no interleaving of a death and a foreign write loses, doubles or falsely ticks (every 5th death)', async () => {
  const totals = await playInterleavings(mortalPorts, 5);

  expect(totals.cases).toBeGreaterThan(1000);
  expect(totals).toMatchObject({ loss: 0, duplicate: 0, falseTick: 0, unfinished: 0 });
});

/** The first protocol's rule, planted at the ports: what has the intended name is taken for ours. */
const adoptingByName: InterleavingPorts = (world, steps) => {
  const ports = mortalPorts(world, steps);
  return {
    ...ports,
    journal: Object.assign(Object.create(ports.journal) as TransferPorts['journal'], {
      knownIds: async () => new Set<string>(),
    }),
    store: Object.assign(Object.create(ports.store) as TransferPorts['store'], {
      list: async (folderId: string) => {
        const listing = await ports.store.list(folderId);
        const items = listing.items
          .filter(({ name }) => name === 'quote.pdf')
          .map((item): StoredItem => ({
            ...item,
            createdBy: undefined,
            createdAt: undefined,
            listedSize: undefined,
          }));
        return { ...listing, items };
      },
      read: async () => asBytes(text),
    }),
  };
};

async function* asBytes(content: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield new TextEncoder().encode(content);
}

test('the same sample condemns the rule that adopts by name', async () => {
  const totals = await playInterleavings(adoptingByName, 5);

  expect(totals.falseTick).toBeGreaterThan(0);
  expect(totals.loss).toBeGreaterThan(0);
});
