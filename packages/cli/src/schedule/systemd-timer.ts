import { describeTime, twoDigits, type Rhythm } from './rhythm.ts';
import { writtenBy, type ScheduledJob } from './scheduled-job.ts';

/** The service of a user's systemd that runs the job once (systemd doc: systemd.service). */
export function systemdService({ description, launcher, folder }: ScheduledJob): string {
  return lines([
    `# ${writtenBy}`,
    '[Unit]',
    `Description=${unitText(description)}`,
    '',
    '[Service]',
    'Type=oneshot',
    `WorkingDirectory=${unitText(folder)}`,
    `ExecStart=/bin/sh ${unitWord(launcher)}`,
    // A budget that is used up is no failure: the next run goes on.
    'SuccessExitStatus=10',
  ]);
}

/**
 * Its timer. `Persistent` makes up for a start that was missed while the machine was off; a service
 * that still runs is not started again (systemd doc: systemd.timer).
 */
export function systemdTimer({ description, rhythm }: ScheduledJob): string {
  return lines([
    `# ${writtenBy}`,
    '[Unit]',
    `Description=${unitText(description)}`,
    '',
    '[Timer]',
    ...calendar(rhythm).map((when) => `OnCalendar=${when}`),
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
  ]);
}

// --- internal ---

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** systemd doc: systemd.time, calendar events. */
function calendar(rhythm: Rhythm): string[] {
  switch (rhythm.kind) {
    case 'minutes':
      return [`*-*-* *:00/${twoDigits(rhythm.every)}:00`];
    case 'hours':
      return [`*-*-* 00/${twoDigits(rhythm.every)}:00:00`];
    case 'daily':
      return rhythm.at.map((time) => `*-*-* ${describeTime(time)}:00`);
    default:
      return rhythm satisfies never;
  }
}

/** Specifiers begin with a percent sign, everywhere in a unit. */
function unitText(text: string): string {
  return text.replaceAll('%', '%%');
}

/** One word of a command line, in which dollars are variables as well. */
function unitWord(text: string): string {
  const inner = text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('$', '$$$$');
  return `"${unitText(inner)}"`;
}
