import { isZohoError } from '../zoho-error.ts';
import type { HttpEvent, RequestStart } from './http-event.ts';

export interface AttemptReportOptions extends Omit<RequestStart, 'type' | 'id'> {
  onEvent: ((event: HttpEvent) => void) | undefined;
  signal: AbortSignal | undefined;
}

/** Tells of one attempt: that it starts, and once how it ended. */
export interface AttemptReport {
  sent(bytes: number): void;
  received(bytes: number): void;
  answered(status: number): void;
  succeed(): void;
  fail(error: unknown): void;
}

/** Numbers attempts so that their events can be told apart; nothing else is kept between requests. */
let lastId = 0;

export function reportAttempt({ onEvent, signal, ...about }: AttemptReportOptions): AttemptReport {
  if (onEvent === undefined) return silent;
  lastId += 1;
  const id = lastId;
  const { method, path, attempt } = about;
  const startedAt = performance.now();
  let [sentBytes, receivedBytes, ended] = [0, 0, false];
  let status: number | undefined;

  const end = (error?: unknown): void => {
    if (ended) return;
    ended = true;
    onEvent({
      type: 'request-end',
      id,
      method,
      path,
      attempt,
      status,
      ...outcomeOf(error, signal),
      durationMs: performance.now() - startedAt,
      sentBytes,
      receivedBytes,
    });
  };

  onEvent({ type: 'request-start', id, ...about });
  return {
    sent(bytes) {
      sentBytes += bytes;
    },
    received(bytes) {
      receivedBytes += bytes;
    },
    answered(answer) {
      status = answer;
    },
    succeed: () => end(),
    fail: end,
  };
}

// --- internal ---

const nothing = (): undefined => undefined;

const silent: AttemptReport = {
  sent: nothing,
  received: nothing,
  answered: nothing,
  succeed: nothing,
  fail: nothing,
};

function outcomeOf(
  error: unknown,
  signal: AbortSignal | undefined,
): Pick<Extract<HttpEvent, { type: 'request-end' }>, 'outcome' | 'code' | 'rule'> {
  if (error === undefined) return { outcome: 'success' };
  if (isZohoError(error)) return { outcome: error.kind, code: error.code, rule: error.rule };
  return { outcome: signal?.aborted === true ? 'aborted' : 'thrown' };
}
