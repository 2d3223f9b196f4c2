/** How long one attempt may keep us waiting. */
export interface Patience {
  /** Aborts when the time is up, or with the caller's signal. */
  readonly signal: AbortSignal;
  /** The time stands still until `restart`. */
  readonly pause: () => void;
  /** The time starts anew. */
  readonly restart: () => void;
  /** No more time is taken; the caller's signal stays in force. */
  readonly end: () => void;
}

/**
 * Real time, whatever clock the requests wait by: a server is slow on the machine's clock only, and
 * a clock that skips ahead would make it look so.
 */
export function createPatience(timeoutMs: number, caller: AbortSignal | undefined): Patience {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const pause = (): void => clearTimeout(timer);
  const restart = (): void => {
    pause();
    if (ended) return;
    timer = setTimeout(() => {
      controller.abort(new DOMException(`No answer within ${timeoutMs} ms`, 'TimeoutError'));
    }, timeoutMs);
  };
  restart();
  return {
    signal: caller === undefined ? controller.signal : AbortSignal.any([caller, controller.signal]),
    pause,
    restart,
    end() {
      ended = true;
      pause();
    },
  };
}
