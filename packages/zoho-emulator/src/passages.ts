import type { Connection } from './connection.ts';
import type { Passage } from './seam.ts';

/** The gates that a request has passed and not yet left. */
export interface Passages {
  add(passage: Passage): void;
  /** What they add to the answer. */
  headers(): Record<string, string>;
  /** What they cost so far: a gate may correct it while the request is answered. */
  credits(): number | undefined;
  /** The client can read the answer from now on. */
  told(): void;
  /** Leaves each once; they are left as well when the connection ends without an answer. */
  leave(): void;
}

export function createPassages(connection: Connection): Passages {
  const passages: Passage[] = [];
  const left = new Set<Passage>();
  const leave = (passage: Passage): void => {
    if (left.has(passage)) return;
    left.add(passage);
    passage.leave?.();
  };
  return {
    add(passage) {
      passages.push(passage);
      // A change that is never made never resolves: then this is what frees the place.
      void connection.whenGone.then(() => leave(passage));
    },
    headers: () => Object.assign({}, ...passages.map((passage) => passage.headers?.() ?? {})),
    credits: () =>
      passages.reduce<number | undefined>(
        (sum, { credits }) => (credits === undefined ? sum : (sum ?? 0) + credits),
        undefined,
      ),
    told: () => passages.forEach((passage) => passage.told?.()),
    leave: () => passages.forEach(leave),
  };
}
