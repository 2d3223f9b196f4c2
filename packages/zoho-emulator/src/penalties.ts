import type { Penalty, Route } from './seam.ts';

/** What the gates of all routes refuse now, each once, those that end first in front. */
export function activePenalties(routes: readonly Route[], now: number): Penalty[] {
  const all = routes.flatMap(({ gate }) => gate?.penalties?.() ?? []);
  const byName = new Map(all.map((penalty) => [penalty.name, penalty]));
  return [...byName.values()]
    .filter(({ until }) => until > now)
    .toSorted((one, other) => one.until - other.until);
}
