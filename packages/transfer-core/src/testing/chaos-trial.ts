import { chaoticPorts, createChance, pick } from './chaos.ts';
import { InMemoryWorld } from './in-memory-world.ts';
import { ourZuid } from './in-memory-store-drive.ts';
import type { InMemorySourceFile } from './in-memory-source-drive.ts';

/** What a trial came to; nothing is wrong when `problems` is empty. */
export interface Trial {
  seed: number;
  problems: string[];
}

/**
 * Two records, up to five files (siblings of one name or of equal content among them), several runs
 * in bad weather with deaths, foreign writes and a person's ticks, then clean runs: the end must be
 * as if nothing had happened.
 */
export async function chaosTrial(seed: number): Promise<Trial> {
  const chance = createChance(seed);
  const world = aWorld(chance);
  const touched = new Set<string>();
  const faults = pick(chance, [0, 0.02, 0.05, 0.1]);
  const deaths = pick(chance, [0.005, 0.02]);
  const foreigners = somebodyElse(chance, touched);
  const layout = pick(chance, ['flat', 'record']);
  const how = { rules: { layout, recursive: chance() < 0.5 }, concurrency: pick(chance, [1, 3]) };
  for (let runs = 2 + Math.floor(chance() * 5); runs > 0; runs -= 1) {
    if (chance() < 0.5) world.clock.advance(-86_400_000 + 1);
    await world.run(how, chaoticPorts(world, { chance, faults, deaths, foreigners }));
  }
  // Enough of them for what a person must wait for: an hour, and a day.
  for (let runs = 0; runs < 5; runs += 1) await world.run(how);
  return { seed, problems: await problemsOf(world, touched, how.rules.recursive) };
}

// --- internal ---

const plan = [
  { recordId: '1', folderId: 'f' },
  { recordId: '2', folderId: 'g' },
] as const;

function aWorld(chance: () => number): InMemoryWorld {
  const own = chance() < 0.4;
  const files = (letter: string): InMemorySourceFile[] =>
    Array.from({ length: 2 + Math.floor(chance() * 2) }, (_, index) => ({
      id: `${letter}${index}`,
      name: chance() < 0.3 ? 'same.pdf' : `${letter}${index}.pdf`,
      text: chance() < 0.3 ? 'equal content' : `text of ${letter}${index}`,
      modifiedAt: 1000,
    }));
  const world = new InMemoryWorld({
    records: [
      { id: '1', folderName: 'D' },
      { id: '2', folderName: 'E', ...(own && { storeFolderId: 'own' }) },
    ],
    parent: [
      {
        id: 'f',
        name: 'D',
        files: files('d'),
        subfolders: [{ id: 's', name: 'Sub', files: files('s') }],
      },
      { id: 'g', name: 'E', files: files('e') },
    ],
    manners: {
      sameName: pick(chance, ['conflict', 'suffix']),
      sizeLagReads: pick(chance, [0, 3]),
      lateCommitMs: pick(chance, [undefined, 8000]),
      md5InAnswers: chance() < 0.5,
    },
  });
  world.store.folders.set('own', true);
  return world;
}

function somebodyElse(chance: () => number, touched: Set<string>): (world: InMemoryWorld) => void {
  return ({ store, records }) => {
    if (chance() < 0.02) {
      const name = pick(chance, ['same.pdf', 'd0.pdf', 'd1.pdf', 'e0.pdf']);
      const createdBy = pick(chance, [ourZuid, 'somebody-else']);
      const folderId = pick(chance, ['store-1', 'own']);
      store.putForeign({ name, text: `foreign ${name}`, createdBy, folderId });
    }
    if (chance() < 0.001) {
      const id = pick(chance, ['1', '2']);
      records.edit(id, { checked: true });
      touched.add(id);
    }
  };
}

async function problemsOf(
  world: InMemoryWorld,
  touched: ReadonlySet<string>,
  recursive: boolean,
): Promise<string[]> {
  const problems: string[] = [];
  const wanted = new Map<string, number>();
  for (const { recordId, folderId } of plan) {
    const record = world.records.records.get(recordId);
    const given = await world.journal.items(recordId);
    const abandoned = new Set(
      given.filter(({ status }) => status === 'abandoned').map(({ sourceId }) => sourceId),
    );
    const kept = await world.journal.record(recordId);
    if (kept !== undefined && kept.status !== 'closed')
      problems.push(`record ${recordId} is ${kept.status}`);
    // A record that a person ticked is closed as it was.
    if (touched.has(recordId)) continue;
    if (!record?.checked && abandoned.size === 0) problems.push(`record ${recordId} is unticked`);
    const store = record?.storeFolderId ?? 'store-1';
    for (const { id, text } of filesOf(world, folderId, recursive))
      if (!abandoned.has(id)) count(wanted, `${store}: ${text}`);
  }
  const found = new Map<string, number>();
  for (const { uploaded, folderId, text } of world.store.live())
    if (uploaded) count(found, `${rootOf(world, folderId)}: ${text}`);
  for (const [what, times] of wanted)
    if ((found.get(what) ?? 0) < times) problems.push(`lost: ${what}`);
  // Wrong bytes whose answer nobody heard cannot be known for ours: they are no double of a source.
  const texts = new Set(
    plan.flatMap((one) => filesOf(world, one.folderId, true)).map((f) => f.text),
  );
  if (touched.size === 0)
    for (const [what, times] of found)
      if (
        texts.has(what.slice(what.indexOf(': ') + 2)) &&
        times > Math.max(1, wanted.get(what) ?? 0)
      )
        problems.push(`doubled: ${what}`);
  const names = world.madeFolders();
  if (touched.size === 0 && new Set(names).size < names.length)
    problems.push(`folders doubled: ${names.join(', ')}`);
  for (const item of await world.journal.unsettled()) problems.push(`unsettled: ${item.name}`);
  return problems;
}

function filesOf(world: InMemoryWorld, id: string, recursive: boolean): InMemorySourceFile[] {
  const folder = world.source.parent?.find((one) => one.id === id);
  const below = recursive ? (folder?.subfolders ?? []) : [];
  return [
    ...(folder?.files ?? []),
    ...below.flatMap((sub) => (typeof sub === 'string' ? [] : (sub.files ?? []))),
  ];
}

/** The store folder that a mirrored folder lies below. */
function rootOf(world: InMemoryWorld, folderId: string): string {
  const made = world.store.made.find(({ id }) => id === folderId);
  return made === undefined ? folderId : rootOf(world, made.parentId);
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
