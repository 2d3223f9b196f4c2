import type { ScheduleReport } from '../doctor/schedule-probe.ts';
import { schedulerOf } from './choose-scheduler.ts';
import type { Machine } from './machine.ts';
import { readLastResult, readScheduleRecord, scheduleFiles } from './schedule-record.ts';

/** What starts the transfer of a state folder by itself, and how that went last. Never rejects. */
export async function lookAtSchedule(home: string, machine: Machine): Promise<ScheduleReport> {
  try {
    return await look(home, machine);
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}

// --- internal ---

async function look(home: string, machine: Machine): Promise<ScheduleReport> {
  const record = await readScheduleRecord(home, machine);
  if (record === undefined) return { kind: 'none' };
  const { name, platform, rhythm, node, program } = record;
  const scheduler = schedulerOf(platform);
  const { title } = scheduler;
  const installed = await scheduler.isInstalled(name, machine);
  if (installed === undefined)
    return { kind: 'unknown', reason: `${title} cannot be asked for "${name}"` };
  if (!installed)
    return { kind: 'broken', message: `${title} no longer knows "${name}", which was installed` };
  const { launcher } = scheduleFiles(home, machine.platform);
  for (const file of [launcher, node, program])
    if ((await machine.modifiedAt(file)) === undefined)
      return { kind: 'broken', message: `"${name}" of ${title} starts "${file}", which is gone` };
  const last = await readLastResult(home, machine);
  const ended =
    last === undefined
      ? 'has not run yet'
      : `last ended ${new Date(last.at).toISOString()} with exit code ${last.exitCode}`;
  return { kind: 'installed', description: `${title} "${name}", ${rhythm}, ${ended}` };
}
