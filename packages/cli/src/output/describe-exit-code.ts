/** A program's number in words, e.g. `7 (a person has to decide)`. */
export function describeExitCode(code: number): string {
  const words = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  return words === undefined ? String(code) : `${code} (${words})`;
}

// --- internal ---

const meanings: Readonly<Record<number, string>> = {
  0: 'done',
  1: 'something failed',
  2: 'a wrong command line',
  3: 'a wrong setting',
  4: 'a grant or scope is refused',
  5: 'Zoho wants it tried later',
  6: 'another run was going',
  7: 'a person has to decide',
  10: 'a budget was used up',
  130: 'interrupted',
};
