import { CommandFailure } from '../command-failure.ts';

/**
 * Throws a `CommandFailure` for a program in the cache of a package runner: what lies there may be
 * gone tonight, or be another version.
 */
export function checkPinned(program: string, version: string): void {
  if (!program.split(/[\\/]/).some(isCache)) return;
  throw new CommandFailure(
    [
      'a scheduled job needs an installed zohokit; this one runs from a cache that may be emptied:',
      `  ${program}`,
      'install it, and repeat the command with what was installed:',
      `  npm install --global zohokit@${version}`,
      '  zohokit schedule install …',
    ].join('\n'),
  );
}

// --- internal ---

/** npx: `_npx`; pnpm dlx and yarn dlx: `dlx`, `dlx-…`; bunx: `bunx-…`. */
function isCache(part: string): boolean {
  return part === '_npx' || part === 'dlx' || /^(?:dlx|bunx)-/.test(part);
}
