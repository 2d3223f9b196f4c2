/** Runs a task once for everybody who asks while it is under way. */
export type SharedTask<Argument, T> = (
  argument: Argument,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * The first caller's argument counts. A caller that aborts stops waiting; the task itself is aborted
 * when nobody is left who waits for it.
 */
export function createSharedTask<Argument, T>(
  task: (argument: Argument, signal: AbortSignal) => Promise<T>,
): SharedTask<Argument, T> {
  let running: { result: Promise<T>; waiting: number; controller: AbortController } | undefined;

  const start = (argument: Argument): NonNullable<typeof running> => {
    const controller = new AbortController();
    const result = task(argument, controller.signal).finally(() => {
      if (running === mine) running = undefined;
    });
    const mine = { result, waiting: 0, controller };
    running = mine;
    return mine;
  };

  return (argument, signal) =>
    new Promise((resolve, reject) => {
      const run = running ?? start(argument);
      run.waiting += 1;
      const onAbort = (): void => {
        const reason: unknown = signal?.reason;
        reject(reason);
        run.waiting -= 1;
        if (run.waiting > 0) return;
        // Whoever comes next must not join a task that is being given up.
        if (running === run) running = undefined;
        run.controller.abort(reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      run.result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
    });
}
