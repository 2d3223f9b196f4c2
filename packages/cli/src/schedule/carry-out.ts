import { CommandFailure } from '../command-failure.ts';
import { schedulerOf } from './choose-scheduler.ts';
import type { Machine } from './machine.ts';
import type { PlannedSchedule } from './plan-schedule.ts';
import { readScheduleRecord, scheduleFiles } from './schedule-record.ts';
import type { Command, RemovalPlan } from './scheduler.ts';

/**
 * Does what was planned, in place of an earlier installation for the same folder, and remembers it.
 * Rejects with a `CommandFailure` when a command fails; the files are then removed again.
 */
export async function installSchedule(plan: PlannedSchedule, machine: Machine): Promise<void> {
  const { files, commands, home, record } = plan;
  const earlier = await readScheduleRecord(home, machine);
  if (earlier !== undefined && earlier.platform !== record.platform)
    await removeSchedule(home, machine);
  const written: string[] = [];
  try {
    for (const { path, text, bytes, executable = false } of files) {
      await machine.write(path, bytes ?? text, { executable });
      written.push(path);
    }
    for (const command of commands) await mustRun(command, machine);
  } catch (error) {
    for (const file of written) await machine.remove(file);
    throw error;
  }
  const file = scheduleFiles(home, machine.platform).record;
  await machine.write(file, `${JSON.stringify(record, undefined, 2)}\n`);
}

/**
 * Removes what was installed for a state folder; what the last run left stays. Resolves to what it
 * was, `undefined` when there was nothing. Rejects with a `CommandFailure` when a command fails.
 */
export async function removeSchedule(home: string, machine: Machine): Promise<string | undefined> {
  const record = await readScheduleRecord(home, machine);
  if (record === undefined) return undefined;
  const scheduler = schedulerOf(record.platform);
  // What somebody removed by hand has not to be removed again.
  const isThere = (await scheduler.isInstalled(record.name, machine)) !== false;
  const removal = await scheduler.removal(record.name, machine);
  await carryOut(isThere ? removal : { ...removal, commands: [] }, machine);
  const { launcher, record: file } = scheduleFiles(home, machine.platform);
  await machine.remove(launcher);
  await machine.remove(file);
  return `${scheduler.title} "${record.name}"`;
}

/** A command as a person would type it. */
export function showCommand({ file, args }: Command): string {
  return [file, ...args.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word}"`))].join(
    ' ',
  );
}

// --- internal ---

async function carryOut(plan: RemovalPlan, machine: Machine): Promise<void> {
  for (const command of plan.commands) await mustRun(command, machine);
  for (const file of plan.files) await machine.remove(file);
  for (const command of plan.commandsAfter ?? []) await mustRun(command, machine);
}

async function mustRun(command: Command, machine: Machine): Promise<void> {
  const { code, out, err } = await machine.exec(command);
  if (code === 0 || command.mayFail === true) return;
  const said = `${err}\n${out}`
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line !== '');
  const why = code === undefined ? 'could not be run' : `ended with ${code}`;
  const lines = [
    `${showCommand(command)} ${why}${said === undefined ? '' : `: ${said.slice(0, 300)}`}`,
    ...(command.fix === undefined ? [] : [`  ${command.fix}`]),
  ];
  throw new CommandFailure(lines.join('\n'));
}
