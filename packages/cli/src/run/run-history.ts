import type { History } from '@zohokit/transfer-core';
import type { HistoryWait, StateHistory } from '@zohokit/state';
import type { RunEvent, RunListener } from '../output/run-event.ts';

export interface RunHistoryOptions {
  history: Pick<StateHistory, keyof History | 'wait'>;
  runId: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Called once when a wait could not be written; the run is not affected. */
  onFailed: (message: string) => void;
}

/** The history of one run, with what only its events tell. */
export interface RunHistory {
  /** For the core; a stored file is told with the instant at which it was proved. */
  readonly port: History;
  /** Takes note of waits and of proved files. */
  readonly listen: RunListener;
  /** Resolves once every wait is written, those that the end of the run cuts short included. */
  settle(): Promise<void>;
}

/**
 * Adds to the history what Zoho made the run wait for: penalties, access tokens, pauses before a request
 * is repeated. A file's line has the instant of its proof and not that of its record's end, so that a
 * report can draw when the bytes moved.
 */
export function createRunHistory({ history, runId, now, onFailed }: RunHistoryOptions): RunHistory {
  const open = new Map<string, { at: number; until: number; reason: string }>();
  const provedAt = new Map<string, number>();
  let written = Promise.resolve();
  let failed = false;

  const write = (wait: Omit<HistoryWait, 'runId'>): void => {
    written = written
      .then(() => history.wait({ runId, ...wait }))
      .catch((error: unknown) => {
        if (!failed) onFailed(error instanceof Error ? error.message : String(error));
        failed = true;
      });
  };
  const close = (key: string): void => {
    const wait = open.get(key);
    open.delete(key);
    if (wait === undefined) return;
    const ms = Math.max(0, Math.min(now(), wait.until) - wait.at);
    write({ at: wait.at, ms, reason: wait.reason });
  };
  const begin = (key: string, until: number, reason: string): void => {
    close(key);
    open.set(key, { at: now(), until, reason });
  };

  const listen = (event: RunEvent): void => {
    if (event.type === 'item-stored') provedAt.set(keyOf(event.recordId, event.item.id), now());
    if (event.type === 'penalty-start')
      begin(event.key, event.until, `penalty of ${event.connection}`);
    if (event.type === 'penalty-end') close(event.key);
    if (event.type === 'mint-wait')
      begin(tokenOf(event.connection), event.until, tokenOf(event.connection));
    if (event.type === 'token-mint') close(tokenOf(event.connection));
    if (event.type === 'request-retry' && isPause(event))
      write({ at: now(), ms: event.delayMs, reason: `repetition for ${event.connection}` });
  };

  return {
    port: {
      start: (run) => history.start(run),
      record: (line) => history.record(line),
      end: (run) => history.end(run),
      item(line) {
        const key = keyOf(line.recordId, line.sourceId);
        const at = line.status === 'transferred' ? provedAt.get(key) : undefined;
        provedAt.delete(key);
        return history.item({ ...line, at: at ?? line.at });
      },
    },
    listen,
    async settle() {
      for (const key of open.keys()) close(key);
      await written;
    },
  };
}

// --- internal ---

const keyOf = (recordId: string, itemId: string): string => `${recordId}/${itemId}`;

const tokenOf = (connection: string): string => `access token of ${connection}`;

/** A refusal for haste is a penalty, which is told by itself; shorter pauses nobody would see. */
function isPause({ kind, delayMs }: Extract<RunEvent, { type: 'request-retry' }>): boolean {
  return delayMs >= 1000 && kind !== 'rate-limit' && kind !== 'quota';
}
