import type { Clock } from './clock.ts';
import { TransferFailure } from './failure.ts';

/** How much one run may do; what is left over is for the next. Each is unlimited by default. */
export interface BudgetLimits {
  /** Files that are begun. */
  files?: number | undefined;
  /** Bytes of files; the file that reaches the limit is finished. */
  bytes?: number | undefined;
  /** Requests to Zoho, as the adapters count them; the file at work is finished. */
  requests?: number | undefined;
  /** Milliseconds from the start of the run; the file at work is finished. */
  timeMs?: number | undefined;
}

export interface BudgetOptions {
  limits: BudgetLimits;
  clock: Clock;
  /** Requests that were sent so far; without it `requests` limits nothing. */
  requests?: (() => number) | undefined;
}

/** What a run has used of its limits. */
export interface Budget {
  /**
   * Asked before each record and each file. Throws a `run` failure of reason `budget` once a limit is
   * reached: the journal is as it is after any other stop, so that the next run goes on.
   */
  check(): void;
  /** A file is begun. */
  begin(): void;
  /** So many bytes of files are stored. */
  add(bytes: number): void;
}

export function createBudget({ limits, clock, requests }: BudgetOptions): Budget {
  const startedAt = clock.now();
  const requestsAtStart = requests?.() ?? 0;
  let files = 0;
  let bytes = 0;

  const used = (): [number, number | undefined, string][] => [
    [files, limits.files, 'files'],
    [bytes, limits.bytes, 'bytes'],
    [(requests?.() ?? requestsAtStart) - requestsAtStart, limits.requests, 'requests'],
    [clock.now() - startedAt, limits.timeMs, 'ms'],
  ];

  return {
    check() {
      for (const [amount, limit, unit] of used())
        if (limit !== undefined && amount >= limit) throw reached(limit, unit);
    },
    begin() {
      files += 1;
    },
    add(more) {
      bytes += more;
    },
  };
}

// --- internal ---

function reached(limit: number, unit: string): TransferFailure {
  return new TransferFailure(`the budget of ${limit} ${unit} is used up; the next run goes on`, {
    reach: 'run',
    reason: 'budget',
  });
}
