import picomatch from 'picomatch';

export interface PathPatterns {
  /** Only these. @default all */
  include?: readonly string[] | undefined;
  /** Not these; it decides before `include`. @default none */
  exclude?: readonly string[] | undefined;
}

/**
 * Whether a path below the source folder is wanted. `*.pdf` means files of that name at any depth, a
 * pattern with a slash the whole path; `**` any number of folders. Case does not matter.
 */
export function createPathFilter({ include, exclude }: PathPatterns): (path: string) => boolean {
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = exclude === undefined ? () => false : matcher(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

// --- internal ---

function matcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map((pattern) => {
    const isMatch = picomatch(pattern, { nocase: true, dot: true, nonegate: true });
    return pattern.includes('/')
      ? isMatch
      : (path: string) => isMatch(path.slice(path.lastIndexOf('/') + 1));
  });
  return (path) => matchers.some((isMatch) => isMatch(path));
}
