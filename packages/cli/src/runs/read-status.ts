import type { RunSummary, State } from '@zohokit/state';
import * as v from 'valibot';
import { readRunFacts } from '../report/run-facts.ts';
import { toRunRow } from './run-row.ts';
import type { StatusResult } from './status-result.ts';

export interface ReadStatusOptions {
  module: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** The folder of the logs: the state does not keep why a run stopped. */
  logs: string;
}

/** How things stand, from the state and the log of the last run. */
export async function readStatus(
  state: State,
  { module, now, logs }: ReadStatusOptions,
): Promise<StatusResult> {
  const { history, journal, place } = state;
  const [last] = await history.runs({ limit: 1 });
  const unsettled = await journal.unsettled();
  return {
    type: 'status',
    module,
    place,
    running: last !== undefined && last.end === undefined && (await isLocked(state)),
    lastRun: last === undefined ? null : await toRunRow(last, history),
    stop: last?.end?.status === 'stopped' ? await stopOf(logs, last.id) : null,
    openRecords: (await journal.openRecords()).length,
    needPerson: last === undefined ? [] : await needPerson(last, history),
    unsettled: unsettled.flatMap(({ recordId, name, folderId, status }) =>
      status === 'intended' || status === 'sent' || status === 'rejected'
        ? [{ recordId, name, folderId, status }]
        : [],
    ),
    penalties: await penalties(state, now),
  };
}

// --- internal ---

/**
 * There is no looking without taking it for an instant, in which a run that begins would give up. So
 * it is asked only where a run seems to go on, which would make that run give up anyway.
 */
async function isLocked({ lock }: State): Promise<boolean> {
  const held = await lock.acquire();
  await held?.release();
  return held === undefined;
}

async function stopOf(logs: string, runId: string): Promise<StatusResult['stop']> {
  const { stop } = await readRunFacts(logs, runId);
  return stop === undefined ? null : { reason: stop.reason, message: stop.message };
}

async function needPerson(
  { id }: RunSummary,
  history: State['history'],
): Promise<StatusResult['needPerson']> {
  return (await history.lines(id)).flatMap(({ recordId, status, message = '' }) =>
    status === 'ambiguous' || status === 'uncertain' ? [{ recordId, status, message }] : [],
  );
}

const Penalty = v.object({ until: v.number() });

/** As the penalty gates of `@zohokit/zoho-http` keep them. */
const prefix = 'penalty/';

async function penalties(state: State, now: number): Promise<StatusResult['penalties']> {
  const found: StatusResult['penalties'] = [];
  for await (const entry of state.entries({ only: 'shared' })) {
    if (entry.kind !== 'shared' || !entry.key.startsWith(prefix)) continue;
    const penalty = v.safeParse(Penalty, entry.value);
    if (!penalty.success || penalty.output.until <= now) continue;
    const { until } = penalty.output;
    found.push({
      key: entry.key.slice(prefix.length),
      until: new Date(until).toISOString(),
      remainingMs: Math.ceil(until - now),
    });
  }
  return found;
}
