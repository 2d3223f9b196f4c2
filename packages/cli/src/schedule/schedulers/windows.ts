import path from 'node:path';
import type { Scheduler } from '../scheduler.ts';
import { utf16File, windowsTask } from '../windows-task.ts';

/** What only an installation on Windows needs to know. */
export interface WindowsSchedulerOptions {
  /** e.g. `2026-01-31`. */
  firstDay: string;
  /** See `WindowsTaskOptions.whenLoggedOn`. */
  whenLoggedOn: boolean;
}

/** Windows Task Scheduler, by schtasks. */
export function createWindowsScheduler(options: WindowsSchedulerOptions): Scheduler {
  return {
    platform: 'windows',
    title: 'Task Scheduler',
    async plan(job, machine) {
      const text = windowsTask(job, { ...options, user: machine.user });
      const file = path.win32.join(path.win32.dirname(job.launcher), 'task.xml');
      const create = ['/Create', '/TN', job.name, '/XML', file, '/F'];
      return {
        files: [{ path: file, text, bytes: utf16File(text) }],
        commands: [{ file: 'schtasks', args: create, fix: createFix(options.whenLoggedOn) }],
        hints: options.whenLoggedOn
          ? ['it runs only while you are logged on, and shows a window meanwhile']
          : [
              'it runs whether anybody is logged on or not, without a window and without a password',
            ],
      };
    },
    removal: async (name) => ({
      commands: [{ file: 'schtasks', args: ['/Delete', '/TN', name, '/F'] }],
      files: [],
    }),
    async isInstalled(name, machine) {
      const { code } = await machine.exec({ file: 'schtasks', args: ['/Query', '/TN', name] });
      return code === undefined ? undefined : code === 0;
    },
  };
}

// --- internal ---

function createFix(whenLoggedOn: boolean): string {
  return whenLoggedOn
    ? 'check that this user may create tasks'
    : 'repeat it in a terminal that was opened with "Run as administrator", or with --logged-on';
}
