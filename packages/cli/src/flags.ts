import { parseArgs } from 'node:util';
import type { ArgsDef } from 'citty';

/** One word of a command line. */
export type Token =
  | { kind: 'flag'; name: string; written: string; value: string | undefined; inline: boolean }
  | { kind: 'word'; value: string };

/**
 * The words of a command line, as citty will understand them. citty forgives what it does not know
 * and keeps only the last of several values; this is where both can be seen.
 */
export function readTokens(rawArgs: readonly string[], definitions: ArgsDef): Token[] {
  const options = Object.fromEntries(
    Object.entries(definitions).map(([name, { type }]) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.flatMap((token): Token[] => {
    if (token.kind === 'positional') return [{ kind: 'word', value: token.value }];
    if (token.kind === 'option-terminator') return [];
    const { name, rawName, value, inlineValue = false } = token;
    return [{ kind: 'flag', name, written: rawName, value, inline: inlineValue }];
  });
}

/** Every value of a flag that may be given several times, in order. */
export function flagValues(
  rawArgs: readonly string[],
  definitions: ArgsDef,
  name: string,
): string[] {
  return readTokens(rawArgs, definitions).flatMap((token) =>
    token.kind === 'flag' && token.name === name && token.value !== undefined ? [token.value] : [],
  );
}
