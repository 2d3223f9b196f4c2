import type { Clock } from '../clock.ts';

/** A clock that moves only when somebody sleeps: hours pass in no time. */
export class ManualClock implements Clock {
  #now: number;
  /** All that was slept, in order, in milliseconds. */
  readonly sleeps: number[] = [];

  /** @param startAt milliseconds since the epoch */
  constructor(startAt = 1_750_000_000_000) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.#now += ms;
  }
}
