/** Random numbers that are the same for the same seed (mulberry32). */
export interface SeededRandom {
  /** From 0 to below `limit`, whole. */
  below(limit: number): number;
  /** With this probability. */
  chance(probability: number): boolean;
  pick<T>(things: readonly T[]): T;
}

export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick<T>(things: readonly T[]): T {
      const thing = things[below(things.length)];
      if (thing === undefined && things.length === 0) throw new RangeError('nothing to pick from');
      return thing as T;
    },
  };
}
