import { expect, test } from 'vitest';
import { InMemoryWorld } from './testing/in-memory-world.ts';
import { runTransfer } from './run-transfer.ts';

test('the example of the README does what it says', async () => {
  const types: string[] = [];
  const world = new InMemoryWorld({
    records: [{ id: '1', folderName: 'Deal 7' }],
    parent: [
      { id: 'f', name: 'Deal 7', files: [{ id: 'a', name: 'offer.pdf', text: 'An offer.' }] },
    ],
  });

  const summary = await runTransfer(world.ports(), {
    runId: 'run-1',
    storeFolderId: 'store-1',
    emit: (event) => types.push(event.type),
  });

  expect([summary.outcomes[0]?.status, world.checked('1')]).toEqual(['transferred', true]);
  expect(types.at(0)).toBe('records-selected');
  expect(types.at(-1)).toBe('record-end');
});
