/** Work that is done once for everybody who asks for the same key at the same time. */
export interface SingleFlight<Result> {
  /**
   * Joins the flight of `key`, or begins it. An aborted `signal` takes its own caller out; the work
   * is told only when nobody waits any more.
   */
  run(
    key: string,
    work: (signal: AbortSignal) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
}

export function createSingleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  const begin = (key: string, work: (signal: AbortSignal) => Promise<Result>): Flight<Result> => {
    const controller = new AbortController();
    const landed = work(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    // Nobody may be there any more when it fails.
    landed.catch(() => undefined);
    const flight: Flight<Result> = { controller, landed, waiting: 0 };
    flights.set(key, flight);
    return flight;
  };

  return {
    async run(key, work, signal) {
      signal?.throwIfAborted();
      const flight = flights.get(key) ?? begin(key, work);
      flight.waiting += 1;
      try {
        return await untilAborted(flight.landed, signal);
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          // Whoever comes now must not join what is being broken off.
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(signal?.reason);
        }
      }
    },
  };
}

// --- internal ---

interface Flight<Result> {
  controller: AbortController;
  landed: Promise<Result>;
  waiting: number;
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
