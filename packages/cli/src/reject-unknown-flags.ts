import type { ArgsDef } from 'citty';
import { readTokens, type Token } from './flags.ts';
import { nearestName } from './nearest-name.ts';
import { UsageError } from './usage-error.ts';

/**
 * Throws a `UsageError` for every word that the command does not know: a mistyped `--dry-run` must
 * not become a real run. Flags that take a value must have one, switches must have none.
 */
export function rejectUnknownFlags(rawArgs: readonly string[], definitions: ArgsDef): void {
  const tokens = readTokens(rawArgs, definitions);
  for (const token of tokens) if (token.kind === 'flag') checkFlag(token, definitions);
  const words = tokens.filter((token) => token.kind === 'word');
  const places = Object.entries(definitions).filter(([, { type }]) => type === 'positional');
  const surplus = words[places.length];
  if (surplus !== undefined)
    throw new UsageError(
      places.length === 0
        ? `unexpected ${JSON.stringify(surplus.value)}: values follow their flag`
        : `unexpected ${JSON.stringify(surplus.value)}: one value too many`,
    );
  // One with a default may be left out.
  const missing = places
    .slice(words.length)
    .find(([, definition]) => definition.default === undefined);
  if (missing !== undefined) {
    const [name, { valueHint = name.toUpperCase() }] = missing;
    throw new UsageError(`a value is missing: ${valueHint}`);
  }
}

/** Throws a `UsageError` that names the command which was probably meant. */
export function rejectUnknownCommand(name: string, commands: readonly string[]): never {
  throw new UsageError(
    `unknown command ${JSON.stringify(name)}${suggest(nearestName(name, commands))}`,
  );
}

// --- internal ---

/**
 * What a flag of another program is called here. Node takes `--env-file` for itself wherever it
 * stands on the command line (Node.js doc: --env-file), so that it could not be ours.
 */
const ours: ReadonlyMap<string, string> = new Map([
  ['env-file', 'settings'],
  ['env-file-if-exists', 'settings'],
]);

function checkFlag(flag: Extract<Token, { kind: 'flag' }>, definitions: ArgsDef): void {
  const { name, written, value, inline } = flag;
  const flags = Object.entries(definitions).filter(([, { type }]) => type !== 'positional');
  const definition = flags.find(([known]) => known === name)?.[1];
  if (definition === undefined) {
    const known = flags.map(([one]) => one);
    const nearest =
      known.find((candidate) => candidate === ours.get(name)) ?? nearestName(name, known);
    throw new UsageError(`unknown flag ${written}${suggest(nearest && `--${nearest}`)}`);
  }
  if (definition.type === 'boolean') {
    if (inline) throw new UsageError(`${written} is a switch and takes no value`);
    return;
  }
  // Without "=", a value that looks like a flag is a forgotten value.
  if (value === undefined || value.trim() === '' || (!inline && value.startsWith('--')))
    throw new UsageError(`${written} needs a value: ${written} ${definition.valueHint ?? 'VALUE'}`);
}

function suggest(name: string | undefined): string {
  return name === undefined ? '' : `; did you mean ${name}?`;
}
