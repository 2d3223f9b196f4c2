/**
 * How many requests a transfer costs, beside the fewest that it could.
 *
 * Method: the emulator's ledger counts every request of a run of the core with the real clients over
 * loopback; a clock that nobody waits for. The bound: per file one download and one upload; per
 * source folder its listing pages (1,000 items each); one listing of the known parent; the CRM query
 * pages (2,000 records each); one CRM write per 100 records; one token per organisation. A run counts
 * only if every file is stored once and every record ticked. Then nothing is to do: a second run may
 * cost the query pages and one token.
 */
import { createStage } from './stage.ts';
import type { Answer, Question } from './report.ts';

const aim = 1.05;

const sizes = [
  { records: 100, filesPerRecord: 20 },
  { records: 1000, filesPerRecord: 5 },
] as const;

export async function benchRequests(given: readonly Size[] = sizes): Promise<Question> {
  const answers: Answer[] = [];
  for (const size of given) answers.push(...(await measure(size)));
  return { title: 'Requests, beside the fewest possible', answers };
}

// --- internal ---

interface Size {
  records: number;
  filesPerRecord: number;
}

async function measure({ records, filesPerRecord }: Size): Promise<Answer[]> {
  const stage = await createStage({ records, filesPerRecord, throttle: false });
  try {
    const { ledger } = stage.emulator;
    await stage.run();
    const requests = ledger.entries().length;
    expectAll(stage.emulator, records, records * filesPerRecord);
    ledger.clear();
    await stage.run();
    const idle = ledger.entries().length;
    const fewest = bound({ records, filesPerRecord });
    const idleBound = Math.ceil(records / 2000) + 1;
    const ratio = requests / fewest;
    const name = `${records} records × ${filesPerRecord} files`;
    return [
      {
        name,
        value: `${requests}, ${ratio.toFixed(3)} × the bound of ${fewest}`,
        aim: `at most ${aim} ×`,
        holds: ratio <= aim,
        why: 'each source folder is listed once more after its files were read, so that none that came or changed meanwhile is missed (decisions/0002, step 8): one request a record',
        figures: { requests, fewest, ratio },
      },
      {
        name: `${name}, nothing to do`,
        value: `${idle}`,
        aim: `at most ${idleBound + 1}: query pages, a token, and one look whether the fields exist`,
        holds: idle <= idleBound + 1,
        figures: { idle },
      },
    ];
  } finally {
    await stage.close();
  }
}

function bound({ records, filesPerRecord }: Size): number {
  const perRecord = 2 * filesPerRecord + Math.ceil(filesPerRecord / 1000);
  const walk = Math.ceil(records / 1000);
  return records * perRecord + walk + Math.ceil(records / 2000) + Math.ceil(records / 100) + 2;
}

function expectAll(
  emulator: Awaited<ReturnType<typeof createStage>>['emulator'],
  records: number,
  files: number,
): void {
  const stored = emulator.files('a').filter(({ trashed }) => !trashed);
  const contents = new Set(stored.map(({ md5 }) => md5));
  const ticked = emulator.records('a', 'Deals').filter((record) => record['Done'] === true);
  if (stored.length !== files || contents.size !== files || ticked.length !== records)
    throw new Error(`${stored.length} files (${contents.size} different), ${ticked.length} ticks`);
}
