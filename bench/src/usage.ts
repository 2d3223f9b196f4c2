import { parseArgs } from 'node:util';

/** What `main.ts` was asked to measure. */
export interface BenchFlags {
  json: boolean;
  help: boolean;
  /** Questions in the order in which they are asked. */
  only: string[];
  /** Of the one large file that is copied, in MiB. */
  sizeMiB: number;
}

/** What is wrong with the flags, in one sentence for whoever gave them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const defaultSizeMiB = 4096;

/** Throws a `UsageError` that names the flag, what it takes and what to do. */
export function readFlags(argv: readonly string[], questions: readonly string[]): BenchFlags {
  const { json, help, only, size } = parse(argv);
  const names = (only ?? questions.join()).split(',').map((name) => name.trim());
  const unknown = names.find((name) => !questions.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--only ${unknown}: there are ${questions.join(', ')}`);
  const sizeMiB = Number(size ?? defaultSizeMiB);
  if (!Number.isSafeInteger(sizeMiB) || sizeMiB < 1 || sizeMiB > 16_384)
    throw new UsageError(`--size ${size}: give a whole number of MiB from 1 to 16384`);
  return { json, help, only: [...new Set(names)], sizeMiB };
}

/** What `--help` prints. */
export function usage(questions: Readonly<Record<string, { about: string }>>): string {
  const width = Math.max(...Object.keys(questions).map((name) => name.length));
  const rows = Object.entries(questions).map(
    ([name, { about }]) => `  ${name.padEnd(width)}  ${about}`,
  );
  return `${[
    'Measures zohokit and prints each figure beside its aim. All of it takes up to 12 minutes on two',
    'cores that do nothing else.',
    '',
    'Usage: npx -y pnpm@12 bench [--only NAMES] [--size MiB] [--json]',
    '',
    '  --only NAMES  some of the questions below, with commas between them',
    `  --size MiB    of the one large file that "copy" moves (default ${defaultSizeMiB})`,
    '  --json        one line of JSON in the end, instead of tables',
    '  --help        this text',
    '',
    'Questions:',
    ...rows,
    '',
    'Which question is asked is told on stderr. It ends with 0 when everything could be measured,',
    'whatever the figures say; with 1 when compared work was not the same; with 2 for wrong flags.',
  ].join('\n')}\n`;
}

// --- internal ---

interface RawFlags {
  json: boolean;
  help: boolean;
  only?: string | undefined;
  size?: string | undefined;
}

function parse(argv: readonly string[]): RawFlags {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        only: { type: 'string' },
        size: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // Its first sentence names the flag; the rest explains how to escape a positional.
    const [message = ''] = String(Reflect.get(Object(error), 'message')).split('. ');
    throw new UsageError(`${message.replace(/\.$/, '')}; --help lists the flags`);
  }
}
