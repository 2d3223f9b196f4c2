import { CommandFailure } from '../../command-failure.ts';
import { hasCronJob, withCronJob, withoutCronJob } from '../cron-line.ts';
import type { Machine } from '../machine.ts';
import type { Command, Scheduler } from '../scheduler.ts';

/** The user's crontab; everything else in it stays as it is. */
export const cronScheduler: Scheduler = {
  platform: 'cron',
  title: 'cron',
  async plan(job, machine, { isExport = false } = {}) {
    const table = isExport ? await read(machine) : await mustRead(machine);
    return {
      files: [],
      commands: [crontab(withCronJob(table ?? '', job))],
      hints: [
        ...(table === undefined
          ? ['no crontab can be read here: add the line to that of the other machine']
          : []),
        'cron does not make up for starts that were missed while the machine was off',
        'what cron could not start it tells by local mail only',
      ],
    };
  },
  removal: async (name, machine) => ({
    commands: [crontab(withoutCronJob(await mustRead(machine), name))],
    files: [],
  }),
  async isInstalled(name, machine) {
    const text = await read(machine);
    return text === undefined ? undefined : hasCronJob(text, name);
  },
};

// --- internal ---

const crontab = (input: string): Command => ({
  file: 'crontab',
  args: ['-'],
  input,
  fix: 'check that cron is there and that this user may use it',
});

/** `undefined` when it cannot be read: it must not be taken for an empty one and written over. */
async function read(machine: Machine): Promise<string | undefined> {
  // Its message for "none" is looked for.
  const { code, out, err } = await machine.exec({ file: 'crontab', args: ['-l'] });
  if (code === 0) return out;
  return code !== undefined && /\bno crontab for\b/.test(err) ? '' : undefined;
}

async function mustRead(machine: Machine): Promise<string> {
  const text = await read(machine);
  if (text !== undefined) return text;
  throw new CommandFailure(
    'the crontab cannot be read (crontab -l): install cron, or log in so that systemd has timers of yours',
  );
}
