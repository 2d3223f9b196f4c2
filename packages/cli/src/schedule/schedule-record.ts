import path from 'node:path';
import * as v from 'valibot';
import type { Machine } from './machine.ts';
import { schedulePlatforms } from './scheduler.ts';

/** What is remembered of an installation, in the folder of the state. */
export const ScheduleRecord = v.object({
  version: v.literal(1),
  platform: v.picklist(schedulePlatforms),
  /** How the scheduler calls it. */
  name: v.string(),
  /** In words, e.g. `daily at 02:30`. */
  rhythm: v.string(),
  /** ISO 8601. */
  installedAt: v.string(),
  /** The release that was installed. */
  release: v.string(),
  node: v.string(),
  program: v.string(),
});

export type ScheduleRecord = v.InferOutput<typeof ScheduleRecord>;

/** Where everything of a schedule lies in the folder of a state. */
export function scheduleFiles(home: string, platform: string) {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const inFolder = (name: string): string => paths.join(home, 'schedule', name);
  return {
    record: inFolder('installed.json'),
    launcher: inFolder(platform === 'win32' ? 'run.cmd' : 'run.sh'),
    output: inFolder('last-output.log'),
    result: inFolder('last-result.txt'),
    overlap: inFolder('overlap.lock'),
  };
}

/** What was installed for a state folder; `undefined` when nothing was, or nobody can read it. */
export async function readScheduleRecord(
  home: string,
  machine: Machine,
): Promise<ScheduleRecord | undefined> {
  const text = await machine.readText(scheduleFiles(home, machine.platform).record);
  if (text === undefined) return undefined;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), ScheduleRecord), text);
  return result.success ? result.output : undefined;
}

/** How the last scheduled run ended; `undefined` before the first one. */
export async function readLastResult(
  home: string,
  machine: Machine,
): Promise<{ exitCode: number; at: number } | undefined> {
  const file = scheduleFiles(home, machine.platform).result;
  const [text, at] = [await machine.readText(file), await machine.modifiedAt(file)];
  const [digits = ''] = /^-?\d+/.exec(text?.trim() ?? '') ?? [];
  return digits === '' || at === undefined ? undefined : { exitCode: Number(digits), at };
}
