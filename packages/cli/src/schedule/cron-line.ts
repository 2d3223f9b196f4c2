import type { Rhythm } from './rhythm.ts';
import type { ScheduledJob } from './scheduled-job.ts';
import { shellQuoted } from './shell-script.ts';

/** The lines of a job in a crontab: a mark by which it is found again, then one for each start. */
export function cronLines({ name, rhythm, launcher }: ScheduledJob): string[] {
  // cron ends the command at a percent sign (man page: crontab(5)), also between quotes.
  const command = `/bin/sh ${shellQuoted(launcher)}`.replaceAll('%', String.raw`\%`);
  return [cronMark(name), ...starts(rhythm).map((when) => `${when} * * * ${command}`)];
}

/** A crontab with a job in it, in place of what it held of that job. */
export function withCronJob(crontab: string, job: ScheduledJob): string {
  return [...otherLines(crontab, job.name), ...cronLines(job)].map((line) => `${line}\n`).join('');
}

/** A crontab without a job. */
export function withoutCronJob(crontab: string, name: string): string {
  return otherLines(crontab, name)
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether a crontab holds a job. */
export function hasCronJob(crontab: string, name: string): boolean {
  return linesOf(crontab).includes(cronMark(name));
}

// --- internal ---

function cronMark(name: string): string {
  return `# zohokit schedule ${name}`;
}

function linesOf(crontab: string): string[] {
  return crontab === '' ? [] : crontab.replace(/\n$/, '').split('\n');
}

/** A job's lines follow its mark up to one that does not start a launcher of ours. */
function otherLines(crontab: string, name: string): string[] {
  let inJob = false;
  return linesOf(crontab).filter((line) => {
    if (line === cronMark(name)) inJob = true;
    else if (!/ \/bin\/sh '.*[\\/]schedule[\\/]run\.sh'$/.test(line)) inJob = false;
    return !inJob;
  });
}

/** Minute and hour. */
function starts(rhythm: Rhythm): string[] {
  switch (rhythm.kind) {
    case 'minutes':
      return [`*/${rhythm.every} *`];
    case 'hours':
      return [`0 ${rhythm.every === 1 ? '*' : `*/${rhythm.every}`}`];
    case 'daily':
      return rhythm.at.map(({ hour, minute }) => `${minute} ${hour}`);
    default:
      return rhythm satisfies never;
  }
}
