import type { CommandNode, FlagNode } from './command-tree.ts';

/** For bash, and for zsh with other words for the same. */
interface Dialect {
  head: string;
  /** The words before the one at the cursor, and the one right before it. */
  before: string;
  previous: string;
  offer: (words: readonly string[]) => string;
  offerFiles: string;
  tail: string;
}

/** A script for bash; `source <(zohokit completions bash)`. */
export function toBash(nodes: readonly CommandNode[]): string {
  return toScript(nodes, {
    head: '# Completes zohokit in bash: source <(zohokit completions bash)',
    before: '"${COMP_WORDS[@]:1:COMP_CWORD-1}"',
    previous: '${COMP_WORDS[COMP_CWORD-1]}',
    offer: (words) =>
      `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "\${COMP_WORDS[COMP_CWORD]}"))`,
    offerFiles: 'COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))',
    tail: 'complete -F _zohokit zohokit',
  });
}

/** A script for zsh; `source <(zohokit completions zsh)`, or a file `_zohokit` of `fpath`. */
export function toZsh(nodes: readonly CommandNode[]): string {
  return toScript(nodes, {
    head: '#compdef zohokit\n# Completes zohokit in zsh: source <(zohokit completions zsh)',
    before: '"${(@)words[2,CURRENT-1]}"',
    previous: '${words[CURRENT-1]}',
    offer: (words) => (words.length === 0 ? ':' : `compadd -- ${words.join(' ')}`),
    offerFiles: '_files',
    tail: 'if [ "${funcstack[1]}" = _zohokit ]; then _zohokit "$@"; else compdef _zohokit zohokit; fi',
  });
}

// --- internal ---

function toScript(nodes: readonly CommandNode[], dialect: Dialect): string {
  const { head, before, previous, tail } = dialect;
  const paths = nodes.filter(({ path }) => path.length > 0).map(({ path }) => at(path));
  return `${head}
_zohokit() {
  local at= word
  for word in ${before}; do
    case "$at/$word" in
      ${paths.join('|')}) at="$at/$word" ;;
    esac
  done
  case "$at ${previous}" in
${nodes.flatMap((node) => node.flags.map((flag) => toFlagCase(node, flag, dialect))).join('')}  esac
  case "$at" in
${nodes.map((node) => `    '${at(node.path)}') ${dialect.offer(wordsAfter(node))} ;;\n`).join('')}  esac
}
${tail}
`;
}

/** What follows a flag that takes a value; nothing for a switch. */
function toFlagCase({ path }: CommandNode, { name, value }: FlagNode, dialect: Dialect): string {
  if (value.kind === 'none') return '';
  const words = value.kind === 'words' ? value.words : [];
  const offer = value.kind === 'file' ? dialect.offerFiles : dialect.offer(words);
  return `    '${at(path)} ${name}') ${offer}; return ;;\n`;
}

function wordsAfter({ commands, flags, values }: CommandNode): string[] {
  return [...commands.map(({ name }) => name), ...values, ...flags.map(({ name }) => name)];
}

function at(path: readonly string[]): string {
  return path.map((word) => `/${word}`).join('');
}
