import { UsageError } from '../usage-error.ts';
import type { Machine } from './machine.ts';
import { schedulePlatforms, type SchedulePlatform, type Scheduler } from './scheduler.ts';
import { cronScheduler } from './schedulers/cron.ts';
import { launchdScheduler } from './schedulers/launchd.ts';
import { hasUserSystemd, systemdScheduler } from './schedulers/systemd.ts';
import { createWindowsScheduler, type WindowsSchedulerOptions } from './schedulers/windows.ts';

/** A flag's platform. Throws a `UsageError` for none of ours. */
export function parsePlatform(text: string | undefined): SchedulePlatform | undefined {
  if (text === undefined) return undefined;
  const platform = schedulePlatforms.find((known) => known === text.trim().toLowerCase());
  if (platform !== undefined) return platform;
  throw new UsageError(
    `--platform is one of ${schedulePlatforms.join(', ')}, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/** What starts jobs on this machine: its own way, or on a Linux without a user's systemd cron. */
export async function defaultPlatform(machine: Machine): Promise<SchedulePlatform> {
  if (machine.platform === 'win32') return 'windows';
  if (machine.platform === 'darwin') return 'launchd';
  return (await hasUserSystemd(machine)) ? 'systemd' : 'cron';
}

/** Throws a `UsageError` where this machine has no such scheduler. */
export function checkPlatform(platform: SchedulePlatform, machine: Machine): void {
  const fits = {
    windows: machine.platform === 'win32',
    launchd: machine.platform === 'darwin',
    systemd: machine.platform === 'linux',
    cron: machine.platform !== 'win32',
  };
  if (!fits[platform])
    throw new UsageError(
      `--platform ${platform} is not of this machine: zohokit schedule export shows what it would be`,
    );
}

/** The scheduler of a platform. */
export function schedulerOf(
  platform: SchedulePlatform,
  windows: WindowsSchedulerOptions = { firstDay: '2026-01-01', whenLoggedOn: false },
): Scheduler {
  switch (platform) {
    case 'windows':
      return createWindowsScheduler(windows);
    case 'systemd':
      return systemdScheduler;
    case 'launchd':
      return launchdScheduler;
    case 'cron':
      return cronScheduler;
    default:
      return platform satisfies never;
  }
}
