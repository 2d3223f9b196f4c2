/** What one org has spent in the last 24 hours. */
export interface CreditLog {
  /** Books `credits`; a negative number takes back what was booked too much. */
  add(now: number, credits: number): void;
  used(now: number): number;
  entries(): Iterable<Readonly<CreditEntry>>;
}

/** What was spent within one second. */
export interface CreditEntry {
  /** In milliseconds since the epoch. */
  at: number;
  credits: number;
}

/** The window rolls: what was spent comes back one day later, second by second. */
export function createCreditLog(entries: readonly CreditEntry[] = []): CreditLog {
  const log = entries.map((entry) => ({ ...entry }));
  let used = log.reduce((sum, entry) => sum + entry.credits, 0);
  let first = 0;

  const forget = (now: number): void => {
    for (let entry = log[first]; entry && entry.at <= now - day; entry = log[first]) {
      used -= entry.credits;
      first += 1;
    }
    // Moving the rest down costs as much as there is; it is done once per thousand.
    if (first > 1000) log.splice(0, first);
    if (first > 1000) first = 0;
  };
  return {
    add(now, credits) {
      forget(now);
      const at = Math.floor(now / 1000) * 1000;
      const last = log.at(-1);
      used += credits;
      if (last && log.length > first && last.at === at) last.credits += credits;
      else log.push({ at, credits });
    },
    used(now) {
      forget(now);
      return used;
    },
    entries: () => log.slice(first),
  };
}

// --- internal ---

const day = 24 * 60 * 60 * 1000;
