import type { EmulatedFile, Emulator } from '@zohokit/zoho-emulator';
import type { CopyOf, DemoCase, Expectation } from './demo-case.ts';

/** The line that a run's log has of a record. */
export interface RecordLine {
  recordId: string;
  status: string;
  message: string;
}

/** One row of the demo's summary. */
export interface Check {
  rule: string;
  expected: string;
  actual: string;
  holds: boolean;
}

/** Compares a record, its log line and its files with what the rule says. */
export function checkCase(
  one: DemoCase,
  expected: Expectation,
  { emulator, lines }: { emulator: Emulator; lines: ReadonlyMap<string, RecordLine> },
): Check {
  const record = emulator.records('a', 'Deals').find(({ Name }) => Name === one.name);
  const line = lines.get(String(record?.id));
  const stored = storedOf(one, emulator);
  const actual = {
    status: line?.status,
    ticked: record?.['Files_Transferred'] === true,
    files: Object.keys(expected.files).filter((name) => isCopied(name, expected, stored, emulator)),
  };
  const count = Object.keys(expected.files).length - (expected.left ?? 0);
  const holds =
    actual.status === expected.status &&
    actual.ticked === expected.ticked &&
    actual.files.length === count &&
    (expected.says === undefined || (line?.message ?? '').includes(expected.says));
  return {
    rule: one.rule,
    expected: describe(expected.status, expected.ticked, count),
    actual: describe(actual.status, actual.ticked, actual.files.length),
    holds,
  };
}

/** All files that our runs may have put into org A: nothing else may be there. */
export function liveFiles(emulator: Emulator): EmulatedFile[] {
  return emulator.files('a').filter(({ trashed }) => !trashed);
}

// --- internal ---

function storedOf({ storeFolders = [] }: DemoCase, emulator: Emulator): EmulatedFile[] {
  const own = storeFolders.map(({ name }) => `/${name}/`);
  const places = own.length > 0 ? own : ['/From org B/'];
  return liveFiles(emulator).filter(({ path }) => places.some((place) => path.includes(place)));
}

/** Exactly one file of the name, with the bytes of its source. */
function isCopied(
  name: string,
  { files }: Expectation,
  stored: readonly EmulatedFile[],
  emulator: Emulator,
): boolean {
  const [file, ...more] = stored.filter((candidate) => candidate.name === name);
  const source: CopyOf | undefined = files[name];
  if (file === undefined || more.length > 0 || source === undefined) return false;
  if (source === 'export') return file.size > 0;
  return emulator
    .files('b')
    .some(({ path, size, md5 }) => path === source.path && size === file.size && md5 === file.md5);
}

/** `TRUE, 2 files`: the box, and what is in the store or why nothing is. */
function describe(status: string | undefined, ticked: boolean, files: number): string {
  const box = ticked ? 'TRUE' : 'FALSE';
  if (status === undefined) return `${box}, not picked`;
  const copied = `${files} file${files === 1 ? '' : 's'}`;
  if (status === 'transferred') return `${box}, ${copied}`;
  return status === 'partly-transferred' ? `${box}, ${copied}, rest left` : `${box}, ${status}`;
}
