import { countOf } from '../count-of.ts';
import { transferCommands } from '../job-command.ts';
import { describeBytes } from '../describe-bytes.ts';
import { describeDuration } from '../describe-duration.ts';
import type { Progress } from './progress.ts';
import { rateOf } from './rate.ts';

/** What was done of how much, and how it goes: what matters most first. */
export function describeTotals(progress: Progress, now: number): string[] {
  const { active, bytes, moved, requests, samples, startedAt } = progress;
  const isTransfer = transferCommands.some((name) => name === progress.command);
  const underWay = [...active.values()].reduce((sum, { sent }) => sum + sent, 0);
  const rate = active.size === 0 ? undefined : rateOf(samples, now);
  const left = isTransfer ? totalLeft(progress, underWay, rate) : undefined;
  const amount = isTransfer ? bytes.stored + underWay : moved;
  // Of a run its files are the sign of life.
  const asked = requests > 0 && (progress.dryRun || !isTransfer || !progress.found);
  return [
    ...(isTransfer ? countsOfTransfer(progress) : countsOfUpkeep(progress)),
    ...(left === undefined ? [] : [left]),
    ...(rate === undefined ? [] : [`${describeBytes(Math.round(rate))}/s`]),
    ...(amount > 0 ? [describeBytes(amount)] : []),
    ...(asked ? [countOf(requests, 'request')] : []),
    `for ${describeDuration(now - startedAt)}`,
  ];
}

// --- internal ---

function countsOfTransfer({ found, items, records }: Progress): string[] {
  return [
    ...(items.total === undefined ? [] : [`${items.done} of ${countOf(items.total, 'file')}`]),
    ...(items.failed > 0 ? [`${items.failed} failed`] : []),
    found || records.total !== undefined
      ? `${records.ended} of ${countOf(records.total ?? 0, 'record')}`
      : 'looking for records',
  ];
}

function countsOfUpkeep({ command, found, items, records }: Progress): string[] {
  if (!found) return [command === 'rebuild' ? 'looking for records' : 'looking it up'];
  const things = 'files and folders';
  return [
    ...(items.total === undefined ? [] : [`${items.done} of ${items.total} ${things}`]),
    ...(items.total === undefined && items.done > 0 ? [`${items.done} found`] : []),
    ...(items.failed > 0 ? [`${items.failed} ${troubles[command] ?? 'failed'}`] : []),
    ...(records.total === undefined
      ? []
      : [`${records.ended} of ${countOf(records.total, 'record')}`]),
    ...(command === 'rebuild' ? [countOf(records.ended, 'record')] : []),
  ];
}

/** What is counted as a failure; otherwise what failed is. */
const troubles: Partial<Record<Progress['command'], string>> = {
  verify: 'not well',
  rebuild: 'missing',
};

/** Only when every record was planned and every size is known: a guess would be worse than nothing. */
function totalLeft(
  { bytes, items, records, active }: Progress,
  underWay: number,
  rate: number | undefined,
): string | undefined {
  const planned = records.ended + new Set([...active.keys()].map((key) => key.split('/')[0])).size;
  if (rate === undefined || rate < 1 || bytes.planned === undefined) return undefined;
  if (planned < (records.total ?? Number.POSITIVE_INFINITY) || items.failed > 0) return undefined;
  const left = bytes.planned - bytes.stored - underWay;
  return left > 0 ? `${describeDuration((1000 * left) / rate)} left` : undefined;
}
