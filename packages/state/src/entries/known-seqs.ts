/**
 * The journal says of an item up to which row of `known_ids` ids were known. Rows are numbered
 * otherwise in every database, so entries count instead: the first `n` known ids.
 */
export interface KnownSeqs {
  /** How many rows there are up to this number. */
  countUpTo(seq: number): number;
  /** The number of the n-th row; 0 for none. `undefined` when there are not so many. */
  seqOf(count: number): number | undefined;
  add(seq: number): void;
}

/** Numbers have to be added in ascending order. */
export function createKnownSeqs(): KnownSeqs {
  const seqs: number[] = [];
  return {
    countUpTo(seq) {
      let [low, high] = [0, seqs.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((seqs[middle] ?? 0) <= seq) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    seqOf: (count) => (count === 0 ? 0 : seqs[count - 1]),
    add: (seq) => void seqs.push(seq),
  };
}
