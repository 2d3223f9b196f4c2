/** The candidate that `name` was probably meant to be; `undefined` when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  // Two slips, or a third of a longer word: beyond that a suggestion is a guess.
  const limit = Math.max(2, Math.floor(name.length / 3));
  return candidates
    .map((candidate) => ({ candidate, slips: editDistance(plain(name), plain(candidate)) }))
    .filter(({ slips }) => slips <= limit)
    .toSorted((a, b) => a.slips - b.slips)[0]?.candidate;
}

// --- internal ---

/** `--dryrun` and `--dry_run` are no slips away from `--dry-run`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Insertions, removals and replacements (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, right] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + Number(left !== right);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
