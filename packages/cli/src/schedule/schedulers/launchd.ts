import path from 'node:path';
import { launchdLabel, launchdPlist } from '../launchd-plist.ts';
import type { Machine } from '../machine.ts';
import type { Scheduler } from '../scheduler.ts';

/** The user's agents of macOS. */
export const launchdScheduler: Scheduler = {
  platform: 'launchd',
  title: 'launchd agent',
  async plan(job, machine) {
    const file = plistFile(job.name, machine);
    return {
      files: [{ path: file, text: launchdPlist(job) }],
      commands: [
        { ...bootout(job.name, machine), mayFail: true },
        launchctl('bootstrap', domain(machine), file),
      ],
      hints: ['it runs while you are logged in; what a sleeping Mac missed is made up for'],
    };
  },
  removal: async (name, machine) => ({
    commands: [{ ...bootout(name, machine), mayFail: true }],
    files: [plistFile(name, machine)],
  }),
  async isInstalled(name, machine) {
    const service = `${domain(machine)}/${launchdLabel(name)}`;
    const { code } = await machine.exec(launchctl('print', service));
    return code === undefined ? undefined : code === 0;
  },
};

// --- internal ---

const launchctl = (...args: string[]) => ({ file: 'launchctl', args });

const bootout = (name: string, machine: Machine) =>
  launchctl('bootout', `${domain(machine)}/${launchdLabel(name)}`);

function domain({ uid }: Machine): string {
  return `gui/${uid ?? 0}`;
}

function plistFile(name: string, { userHome }: Machine): string {
  return path.posix.join(userHome, 'Library', 'LaunchAgents', `${launchdLabel(name)}.plist`);
}
