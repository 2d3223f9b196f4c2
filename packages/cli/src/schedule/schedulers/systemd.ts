import path from 'node:path';
import type { Machine } from '../machine.ts';
import type { Scheduler } from '../scheduler.ts';
import { systemdService, systemdTimer } from '../systemd-timer.ts';

/** The user's own systemd. */
export const systemdScheduler: Scheduler = {
  platform: 'systemd',
  title: 'systemd timer',
  async plan(job, machine) {
    const [service, timer] = unitFiles(job.name, machine);
    return {
      files: [
        { path: service, text: systemdService(job) },
        { path: timer, text: systemdTimer(job) },
      ],
      commands: [reload, systemctl('enable', '--now', `${job.name}.timer`)],
      hints: await lingerHints(machine),
    };
  },
  removal: async (name, machine) => ({
    commands: [systemctl('disable', '--now', `${name}.timer`)],
    files: unitFiles(name, machine),
    commandsAfter: [reload],
  }),
  async isInstalled(name, machine) {
    const { code } = await machine.exec(systemctl('is-enabled', `${name}.timer`));
    return code === undefined ? undefined : code === 0;
  },
};

/** Whether this user has a systemd of their own that answers. */
export async function hasUserSystemd(machine: Machine): Promise<boolean> {
  return (await machine.exec(systemctl('show-environment'))).code === 0;
}

// --- internal ---

const systemctl = (...args: string[]) => ({ file: 'systemctl', args: ['--user', ...args] });

const reload = systemctl('daemon-reload');

function unitFiles(name: string, { env, userHome }: Machine): [service: string, timer: string] {
  const configured = env['XDG_CONFIG_HOME'] ?? '';
  const base = path.posix.isAbsolute(configured)
    ? configured
    : path.posix.join(userHome, '.config');
  const folder = path.posix.join(base, 'systemd', 'user');
  return [path.posix.join(folder, `${name}.service`), path.posix.join(folder, `${name}.timer`)];
}

/** Without lingering, a user's systemd ends with the last session (man page: loginctl). */
async function lingerHints(machine: Machine): Promise<string[]> {
  const { user } = machine;
  const show = ['show-user', user, '--property=Linger'];
  const { code, out } = await machine.exec({ file: 'loginctl', args: show });
  if (code === 0 && out.trim() === 'Linger=yes') return [];
  return [
    `timers of a user stop when the user logs out; this keeps them going: loginctl enable-linger ${user}`,
  ];
}
