import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { LogLine } from '../output/log-line.ts';
import type { Place } from './use-emulator.ts';

export type Line = Record<string, unknown>;

/** The logs in an operator's folder, a list of lines each, in no order. */
export async function readLogs({ cwd }: Pick<Place, 'cwd'>): Promise<Line[][]> {
  const folder = path.join(cwd, '.zohokit', 'logs');
  const texts = (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8'));
  return (await Promise.all(texts)).map((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line): Line => JSON.parse(line)),
  );
}

/** The lines of the one log that a command left. */
export async function logOf(place: Pick<Place, 'cwd'>, command: string): Promise<Line[]> {
  const found = (await readLogs(place)).filter((log) => log.at(-1)?.['command'] === command);
  const [only = []] = found;
  if (found.length !== 1) throw new Error(`${found.length} logs are of ${command}`);
  return only;
}

/** What of these lines is not as the published schema says, with the fields at fault. */
export function unfit(lines: readonly Line[], schema: v.GenericSchema = LogLine): unknown[] {
  return lines.flatMap((line) => {
    const { success, issues } = v.safeParse(schema, line);
    return success ? [] : [{ line, issues: issues.map((issue) => v.getDotPath(issue)) }];
  });
}
