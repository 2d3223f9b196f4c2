import type { Exec, Machine } from './machine.ts';
import type { ScheduledJob } from './scheduled-job.ts';

/** What starts jobs on a machine. */
export const schedulePlatforms = ['windows', 'systemd', 'launchd', 'cron'] as const;

/** One of `schedulePlatforms`. */
export type SchedulePlatform = (typeof schedulePlatforms)[number];

/** A file that an installation writes. */
export interface ScheduleFile {
  path: string;
  text: string;
  /** The bytes, where they are other than the text in UTF-8. */
  bytes?: Uint8Array | undefined;
  /** @default false */
  executable?: boolean | undefined;
}

/** Everything that an installation does, as data. */
export interface SchedulePlan {
  files: readonly ScheduleFile[];
  commands: readonly Command[];
  /** What a person should know or do besides. */
  hints: readonly string[];
}

/** A command of a plan. */
export interface Command extends Exec {
  /** Whether its failure is none, e.g. of ending what does not run. @default false */
  mayFail?: boolean | undefined;
  /** What helps when it fails. */
  fix?: string | undefined;
}

/** Everything that a removal does. */
export interface RemovalPlan {
  commands: readonly Command[];
  /** Removed after the commands. */
  files: readonly string[];
  /** Run after the files are gone. */
  commandsAfter?: readonly Command[] | undefined;
}

/** What a plan is for. */
export interface PlanOptions {
  /**
   * Whether it is only shown or written: this machine may be without the scheduler. @default false
   */
  isExport?: boolean | undefined;
}

/** One of the machine's ways to start jobs. */
export interface Scheduler {
  readonly platform: SchedulePlatform;
  /** As people call it. */
  readonly title: string;
  /** What an installation would do; in place of an earlier one of that name. Changes nothing. */
  plan(job: ScheduledJob, machine: Machine, options?: PlanOptions): Promise<SchedulePlan>;
  /** What a removal would do. Changes nothing. */
  removal(name: string, machine: Machine): Promise<RemovalPlan>;
  /** Whether the machine knows the job; `undefined` when it cannot tell. */
  isInstalled(name: string, machine: Machine): Promise<boolean | undefined>;
}
