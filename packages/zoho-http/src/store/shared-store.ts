/**
 * What connections have in common, by key: access tokens, penalties, passes of gates, who a user is.
 * A store in memory shares it within a process, a durable one with other processes and later runs.
 *
 * Values are JSON. Whoever reads one checks it first (`typedEntries`), so that any store can hold
 * anything, and what an older release or a stranger left there is no harm.
 */
export interface SharedStore {
  /** Resolves to `undefined` when there is no entry; rejects only if it cannot tell. */
  get(key: string): Promise<unknown>;
  /**
   * Replaces the entry by what `change` makes of it, `undefined` removing it, and resolves to that.
   * Nobody who shares the store changes the entry between its reading and its writing, so `change`
   * may be called more than once: it must do nothing but answer. What it throws is thrown, and the
   * entry stays as it was. An entry that is returned as it was given is not written.
   */
  update(
    key: string,
    change: (current: unknown) => unknown,
    options?: UpdateOptions,
  ): Promise<unknown>;
}

/** What is known of an entry that is being changed. */
export interface UpdateOptions {
  /**
   * So long after this change, in milliseconds of real time, nobody needs the entry any more unless
   * it is written again: the store may forget it then, or keep it. @default for ever
   */
  lifeMs?: number | undefined;
}
