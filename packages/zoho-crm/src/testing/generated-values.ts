import { createEmulator } from '@zohokit/zoho-emulator';
import { coql } from '../coql-tag.ts';
import { where, type Condition } from '../condition.ts';
import type { CrmRow } from '../crm-row.ts';
import { connectTo, orgSeed } from './emulated-crm.ts';

/** What grammars trip over, and letters between it. Upper case is left out: not all of Zoho minds it. */
const pieces = [
  ...'\'"`,;:()[]{}\\&+%#?=/<>!|~^*._- '.split(''),
  '\\\\',
  "''",
  '%2B',
  '&amp;',
  ' and ',
  ')or(',
  '🚢',
  '👩‍🔧',
  'é',
  'ß',
  '東京',
  'שלום',
  'مرحبا',
  '\u202Eabc',
  ...'abcdefgh0123'.split(''),
];

/** A text for which something else was found than a filter over the same records finds. */
interface Mismatch {
  value: string;
  found: string[];
  expected: string[];
}

/** Asks an emulated org for generated texts, and compares with a filter over the same records. */
export async function findMismatches(count: number, seedNumber = 7): Promise<Mismatch[]> {
  const mismatches: Mismatch[] = [];
  const random = createRandom(seedNumber);
  const values = createValues(count, random);
  const texts = values.flatMap((value) => [value, `${value}x`, `x${value}`]);
  const records = texts.map((Name, n) => ({ Name, Rank: n % 97 }));
  const seed = orgSeed({
    Projects: { fields: [{ api_name: 'Rank', data_type: 'integer' }], records },
  });
  const emulator = await createEmulator({ seed });
  try {
    emulator.clock.advance(60_000);
    const compare = async (value: string, rows: AsyncIterable<CrmRow>, expected: string[]) => {
      const found = (await Array.fromAsync(rows)).map(({ id }) => id);
      if (found.join() !== expected.join()) mismatches.push({ value, found, expected });
    };
    const projects = connectTo(emulator).module('Projects');
    const stored = emulator
      .records('a', 'Projects')
      .map(({ id, Name, Rank }) => ({ id, name: String(Name), rank: Number(Rank) }));
    for (const [at, value] of values.entries()) {
      const other = values[(at * 7 + 3) % values.length] ?? value;
      const { condition, fits } = toQuestion(at, value, other);
      const expected = stored.filter(fits).map(({ id }) => id);
      const fields = ['Name'];
      const found = at % 2 === 0 ? projects.search({ criteria: condition, fields }) : undefined;
      const rows = found ?? projects.query({ where: condition, fields });
      await compare(value, rows, expected);
      if (at % 5 !== 0) continue;
      const byTag = projects.query({ where: coql`Name = ${value}`, fields });
      const same = stored.filter(({ name }) => name === value).map(({ id }) => id);
      await compare(value, byTag, same);
    }
  } finally {
    await emulator.close();
  }
  return mismatches;
}

// --- internal ---

interface Stored {
  name: string;
  rank: number;
}

/** Seven kinds in turn, so that both grammars, which take turns too, see each of them. */
function toQuestion(
  at: number,
  value: string,
  other: string,
): { condition: Condition; fits: (record: Stored) => boolean } {
  const { equals, oneOf, startsWith, and, or, greaterOrEqual, between } = where();
  switch (at % 7) {
    case 0:
      return {
        condition: oneOf('Name', [value, other]),
        fits: ({ name }) => name === value || name === other,
      };
    case 1:
      return {
        condition: and(equals('Name', value), greaterOrEqual('Rank', 48)),
        fits: ({ name, rank }) => name === value && rank >= 48,
      };
    case 2:
      return {
        condition: or(equals('Name', value), equals('Name', `${other}x`)),
        fits: ({ name }) => name === value || name === `${other}x`,
      };
    case 3:
      return {
        condition: and(
          or(equals('Name', value), equals('Name', `x${value}`)),
          between('Rank', 10, 60),
        ),
        fits: ({ name, rank }) =>
          (name === value || name === `x${value}`) && rank >= 10 && rank <= 60,
      };
    case 4:
      // COQL has no way to look for a text that begins with something before a "%".
      return value.includes('%')
        ? { condition: equals('Name', value), fits: ({ name }) => name === value }
        : {
            condition: startsWith('Name', value),
            fits: ({ name }) => name.startsWith(value),
          };
    default:
      return { condition: equals('Name', value), fits: ({ name }) => name === value };
  }
}

function createValues(count: number, random: (below: number) => number): string[] {
  const values = new Set<string>();
  while (values.size < count) {
    const length = 1 + random(12);
    const text = Array.from({ length }, () => pieces[random(pieces.length)] ?? '').join('');
    // A text is one: it has a letter, and no blank at its ends, which CRM takes off.
    values.add(`${text}k${values.size.toString(36)}`.trim());
  }
  return [...values];
}

/** Linear congruential (Numerical Recipes): the same texts in every run. */
function createRandom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
