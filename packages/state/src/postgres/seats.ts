/** Work that is done by at most so many at once, in the order they came. */
export type Seats = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Stands before a pool, whose own time limit counts the wait for a free connection as time to
 * connect: with it, many callers of a slow database would look like a database that is down.
 */
export function createSeats(number: number): Seats {
  const waiting: (() => void)[] = [];
  let free = number;

  const sit = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const rise = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };

  return async (work) => {
    await sit();
    try {
      return await work();
    } finally {
      rise();
    }
  };
}
