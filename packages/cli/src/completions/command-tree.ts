import type { ArgsDef } from 'citty';
import type { CommandEntry } from '../command.ts';

/** What a shell offers after a flag, or in the place of a value. */
export type ValueKind =
  /** A switch has none. */
  | { kind: 'none' }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'file' }
  | { kind: 'anything' };

/** A flag as a shell needs to know it. */
export interface FlagNode {
  /** With its dashes. */
  name: string;
  description: string;
  value: ValueKind;
}

/** A command, or a group of commands, as a shell needs to know it. */
export interface CommandNode {
  /** Without `zohokit`; empty for the program itself. */
  path: readonly string[];
  description: string;
  /** What can follow: commands of a group. */
  commands: readonly { name: string; description: string }[];
  flags: readonly FlagNode[];
  /** What its first value can be. */
  values: readonly string[];
}

/** Every command with its flags; loads all of them. The program itself comes first. */
export async function readCommandTree(entries: readonly CommandEntry[]): Promise<CommandNode[]> {
  const root: CommandNode = {
    path: [],
    description: '',
    commands: entries.map(({ name, description }) => ({ name, description })),
    flags: [...helpFlag, toFlag('version', { type: 'boolean', description: 'Show the version' })],
    values: [],
  };
  return [root, ...(await readNodes(entries, []))];
}

// --- internal ---

const helpFlag: readonly FlagNode[] = [
  { name: '--help', description: 'Show the help', value: { kind: 'none' } },
];

async function readNodes(
  entries: readonly CommandEntry[],
  above: readonly string[],
): Promise<CommandNode[]> {
  const nodes: CommandNode[] = [];
  for (const { name, description, commands, load } of entries) {
    const path = [...above, name];
    if (load === undefined) {
      const own = commands.map((one) => ({ name: one.name, description: one.description }));
      nodes.push({ path, description, commands: own, flags: helpFlag, values: [] });
      nodes.push(...(await readNodes(commands, path)));
      continue;
    }
    const { args } = await load();
    nodes.push({ path, description, commands: [], ...toFlagsAndValues(args) });
  }
  return nodes;
}

function toFlagsAndValues(args: ArgsDef): Pick<CommandNode, 'flags' | 'values'> {
  const all = Object.entries(args);
  const flags = all
    .filter(([, { type }]) => type !== 'positional')
    .map(([name, definition]) => toFlag(name, definition));
  const first = all.find(([, { type }]) => type === 'positional');
  return { flags: [...flags, ...helpFlag], values: wordsOf(first?.[1].valueHint) ?? [] };
}

function toFlag(name: string, { type, description = '', valueHint }: ArgsDef[string]): FlagNode {
  return { name: `--${name}`, description, value: toValue(type === 'boolean', valueHint) };
}

function toValue(isSwitch: boolean, hint: string | undefined): ValueKind {
  if (isSwitch) return { kind: 'none' };
  const words = wordsOf(hint);
  if (words !== undefined) return { kind: 'words', words };
  return { kind: hint === 'FILE' || hint === 'DIR' ? 'file' : 'anything' };
}

/** `any|all` is a choice; `NAME` is not. */
function wordsOf(hint: string | undefined): string[] | undefined {
  return hint?.includes('|') === true ? hint.split('|') : undefined;
}
