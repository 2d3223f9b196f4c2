import * as fc from 'fast-check';
import type { Disturbance, ModelWorld } from './model-world.ts';
import type { TransferModel } from './transfer-model.ts';

type Command = fc.AsyncCommand<TransferModel, ModelWorld>;

const folderName = fc.constantFrom('Deal 1', 'Deal 2', 'Deal 3');
const fileName = fc.constantFrom('first.pdf', 'same.pdf', 'Other.pdf', 'OTHER.pdf');
const recordIndex = fc.nat({ max: 1 });
const step = fc.nat({ max: 120 });
const pick = fc.nat({ max: 20 });

const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.constant<Disturbance>({ kind: 'none' }),
  fc.record({ kind: fc.constant('death' as const), at: step }),
  fc.record({ kind: fc.constant('weather' as const), seed: fc.nat() }),
  fc.record({
    kind: fc.constant('edit' as const),
    at: step,
    record: recordIndex,
    folder: folderName,
  }),
  fc.record({
    kind: fc.constant('foreign' as const),
    at: step,
    name: fileName,
    byUs: fc.boolean(),
  }),
);

/** Everything that may happen to a transfer, in any order. */
export const transferCommands = fc.commands(
  [
    fc.tuple(disturbance, fc.boolean()).map(([how, soon]) => run(how, soon)),
    disturbance.map((how) => twoAtOnce(how)),
    fc
      .tuple(folderName, fileName)
      .map(([folder, name]) =>
        change(`add ${name} to ${folder}`, (model) => void model.addFile(folder, name)),
      ),
    fc.tuple(folderName, pick).map(([folder, at]) =>
      change(`remove file ${at} of ${folder}`, (model) => {
        const files = model.folders.get(folder) ?? [];
        files.splice(at % Math.max(1, files.length), 1);
      }),
    ),
    fc.tuple(folderName, pick).map(([folder, at]) =>
      change(`change file ${at} of ${folder}`, (model) => {
        const files = model.folders.get(folder) ?? [];
        const file = files[at % Math.max(1, files.length)];
        if (file !== undefined) file.version += 1;
      }),
    ),
    fc.tuple(folderName, pick, fileName).map(([folder, at, name]) =>
      change(`rename file ${at} of ${folder} to ${name}`, (model) => {
        const files = model.folders.get(folder) ?? [];
        const file = files[at % Math.max(1, files.length)];
        if (file !== undefined) file.name = name;
      }),
    ),
    fc
      .tuple(fileName, fc.boolean())
      .map(([name, byUs]) =>
        change(`foreign ${name}${byUs ? ' by our user' : ''}`, (model, real) =>
          real.putForeign(model, { name, byUs }),
        ),
      ),
    fc.tuple(recordIndex, fc.boolean()).map(([index, checked]) =>
      change(`a person ${checked ? 'ticks' : 'unticks'} ${index}`, (model, real) => {
        const record = model.records[index];
        if (record === undefined) return;
        real.world.records.edit(record.id, { checked });
      }),
    ),
    fc.tuple(recordIndex, folderName).map(([index, folder]) =>
      change(`record ${index} names ${folder}`, (model, real) => {
        const record = model.records[index];
        if (record === undefined) return;
        model.nameFolder(record, folder);
        real.world.records.edit(record.id, { folderName: folder });
      }),
    ),
    fc
      .constantFrom('any' as const, 'all' as const)
      .map((policy) => change(`policy ${policy}`, (model) => void (model.policy = policy))),
    fc.constant(
      change('the journal is lost and rebuilt', (model, real) => {
        model.loseJournal();
        return real.loseJournal();
      }),
    ),
  ],
  { maxCommands: 14 },
);

// --- internal ---

/** @param soon a second after the last one instead of a day */
function run(how: Disturbance, soon: boolean): Command {
  const name = `run ${soon ? 'soon' : 'next day'} (${JSON.stringify(how)})`;
  return change(name, async (model, real) => {
    if (soon) real.world.clock.advance(-86_400_000 + 1000);
    await real.run(model, how);
  });
}

/** Two schedulers start at the same instant. */
function twoAtOnce(how: Disturbance): Command {
  return change(`two runs at once (${JSON.stringify(how)})`, async (model, real) => {
    await Promise.all([real.run(model, how), real.run(model)]);
  });
}

function change(
  name: string,
  act: (model: TransferModel, real: ModelWorld) => void | Promise<void>,
): Command {
  return {
    check: () => true,
    async run(model, real) {
      await act(model, real);
      real.copySources(model);
    },
    toString: () => name,
  };
}
