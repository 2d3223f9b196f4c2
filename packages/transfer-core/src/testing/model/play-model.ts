import * as fc from 'fast-check';
import { expect } from 'vitest';
import { benignManners, worstManners } from '../in-memory-store-drive.ts';
import { ModelWorld } from './model-world.ts';
import { transferCommands } from './commands.ts';
import { TransferModel } from './transfer-model.ts';

const setup = fc.record({
  manners: fc.constantFrom(benignManners, worstManners),
  layout: fc.constantFrom('flat' as const, 'record' as const),
  concurrency: fc.constantFrom(1, 2),
});

/**
 * Plays so many sequences of commands. A failure is shrunk, and printed with the seed and path that
 * play it again: `playModel(1, { seed, path })`.
 */
export async function playModel(
  numRuns: number,
  replay: fc.Parameters<unknown> = {},
): Promise<void> {
  const property = fc.asyncProperty(setup, transferCommands, async (options, commands) => {
    const model = new TransferModel();
    const real = new ModelWorld(model, options);
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await judge(model, real);
  });
  await fc.assert(property, { ...replay, numRuns });
}

// --- internal ---

/** A person asks for everything once more, and a few clean runs follow. */
async function judge(model: TransferModel, real: ModelWorld): Promise<void> {
  for (const { id } of model.records) real.world.records.edit(id, { checked: false });
  for (let runs = 0; runs < 4; runs += 1) await real.run(model);
  const copies = real.copies();
  const found = {
    falseTicks: real.falseTicks,
    missing: model.records.flatMap((record) =>
      model.wanted(record).filter((text) => !copies.has(text)),
    ),
    doubled: [...copies].filter(([text, times]) => times > model.mostCopies(text)),
    foreignLost: model.foreign.filter(
      (text) => !real.world.store.live().some((file) => !file.uploaded && file.text === text),
    ),
    unticked: model.records
      .filter((record) => model.wanted(record).length > 0 && !real.world.checked(record.id))
      .map(({ id }) => id),
    unsettled: await real.world.journal.unsettled(),
  };
  expect(found).toEqual({
    falseTicks: [],
    missing: [],
    doubled: [],
    foreignLost: [],
    unticked: [],
    unsettled: [],
  });
}
