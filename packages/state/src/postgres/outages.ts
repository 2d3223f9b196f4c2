/**
 * Whoever asked before the database was found unreachable shares that failure. Without this, a
 * hundred callers in a line would each wait out the time limit, one after the other.
 */
export interface Outages {
  /** Called when a call begins; what it gives is called when its turn has come, and may throw. */
  ask(): () => void;
  /** The database could not be reached just now. */
  found(failure: Error): void;
}

export function createOutages(): Outages {
  let asked = 0;
  let last: { failure: Error; asked: number } | undefined;
  return {
    ask() {
      asked += 1;
      const mine = asked;
      return () => {
        if (last !== undefined && mine <= last.asked) throw last.failure;
      };
    },
    found(failure) {
      last = { failure, asked };
    },
  };
}
