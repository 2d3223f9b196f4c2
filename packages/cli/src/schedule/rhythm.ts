import { timeAmount } from '../amount.ts';
import { UsageError } from '../usage-error.ts';

/** A time of day on the machine's clock. */
export interface TimeOfDay {
  hour: number;
  minute: number;
}

/** When a scheduled job starts; always by the machine's clock. */
export type Rhythm =
  /** From midnight on, in steps that divide an hour. */
  | { kind: 'minutes'; every: number }
  /** From midnight on, in steps that divide a day. */
  | { kind: 'hours'; every: number }
  /** Every day at each of these, the earliest first. */
  | { kind: 'daily'; at: readonly TimeOfDay[] };

/** When a nightly run starts that was only told to be daily. */
const night: TimeOfDay = { hour: 2, minute: 0 };

/** More often gains nothing under Zoho's limits, and hides a run that hangs. */
const shortestMinutes = 5;

/**
 * The rhythm that flags ask for. Steps that divide an hour or a day are all that cron can say, and
 * what every scheduler understands in the same way. Throws a `UsageError` that names the flag.
 */
export function parseRhythm({
  every,
  at,
}: {
  every: string | undefined;
  at: readonly string[];
}): Rhythm {
  if (every !== undefined && at.length > 0)
    throw new UsageError('--every and --at exclude each other: --at is every day at that time');
  if (every !== undefined) return parseEvery(every);
  if (at.length > 0) return { kind: 'daily', at: sort(at.map(parseTime)) };
  throw new UsageError('--every or --at is needed: when runs start, e.g. --every 1h or --at 02:30');
}

/** A rhythm in words, e.g. `every 15 minutes` or `daily at 02:30 and 14:00`. */
export function describeRhythm(rhythm: Rhythm): string {
  switch (rhythm.kind) {
    case 'minutes':
      return `every ${rhythm.every} minutes`;
    case 'hours':
      return rhythm.every === 1 ? 'every hour' : `every ${rhythm.every} hours`;
    case 'daily':
      return `daily at ${rhythm.at.map(describeTime).join(' and ')}`;
    default:
      return rhythm satisfies never;
  }
}

/** `02:30`. */
export function describeTime({ hour, minute }: TimeOfDay): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** `07`. */
export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

// --- internal ---

function parseEvery(text: string): Rhythm {
  const minutes = timeAmount('--every', text) / 60_000;
  const hours = minutes / 60;
  if (minutes === 24 * 60) return { kind: 'daily', at: [night] };
  if (Number.isInteger(hours) && hours < 24 && 24 % hours === 0)
    return { kind: 'hours', every: hours };
  if (Number.isInteger(minutes) && minutes >= shortestMinutes && 60 % minutes === 0)
    return { kind: 'minutes', every: minutes };
  throw new UsageError(
    `--every must divide an hour or a day: 5m, 6m, 10m, 12m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h or 1d, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}

function parseTime(text: string): TimeOfDay {
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hour !== '') return { hour: Number(hour), minute: Number(minute) };
  throw new UsageError(
    `--at must be a time of day from 00:00 to 23:59, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}

function sort(times: readonly TimeOfDay[]): TimeOfDay[] {
  const byText = new Map(times.map((time) => [describeTime(time), time]));
  return [...byText].toSorted(([a], [b]) => a.localeCompare(b)).map(([, time]) => time);
}
