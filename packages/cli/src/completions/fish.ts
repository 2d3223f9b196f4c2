import type { CommandNode, FlagNode } from './command-tree.ts';

/** A script for fish; `zohokit completions fish | source`. */
export function toFish(nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap((node) => [
    ...node.commands.map(({ name, description }) => offer(node, name, description)),
    ...node.values.map((value) => offer(node, value, '')),
    ...node.flags.map((flag) => toFlagLine(node, flag)),
  ]);
  return `# Completes zohokit in fish: zohokit completions fish | source
complete -c zohokit -f
${lines.join('\n')}
`;
}

// --- internal ---

function offer(node: CommandNode, word: string, description: string): string {
  return `complete -c zohokit -n ${quote(condition(node))} -a ${word} -d ${quote(description)}`;
}

function toFlagLine(node: CommandNode, { name, description, value }: FlagNode): string {
  const values = { none: '', words: ' -x', file: ' -r -F', anything: ' -x' }[value.kind];
  const words = value.kind === 'words' ? ` -a ${quote(value.words.join(' '))}` : '';
  const when = quote(condition(node));
  return `complete -c zohokit -n ${when} -l ${name.slice(2)}${values}${words} -d ${quote(description)}`;
}

/** True where the command line has come to this command, and no further. */
function condition({ path, commands }: CommandNode): string {
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const names = commands.map(({ name }) => name).join(' ');
  const notYet = names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`];
  return [...seen, ...notYet].join('; and ');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
