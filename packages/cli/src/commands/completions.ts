import type { App } from '../app.ts';
import { createCommand, type Command, type CommandEntry } from '../command.ts';
import { readCommandTree, type CommandNode } from '../completions/command-tree.ts';
import { exitCodes } from '../exit-code.ts';
import { nearestName } from '../nearest-name.ts';
import { UsageError } from '../usage-error.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

type Shell = (typeof shells)[number];

const flags = {
  shell: {
    type: 'positional',
    required: false,
    valueHint: shells.join('|'),
    description: 'Which shell',
  },
} as const;

/**
 * `zohokit completions`: what makes a shell complete commands and flags.
 * @param entries every command of the program
 */
export function createCompletionsCommand(
  app: App,
  entries: () => readonly CommandEntry[],
): Command {
  return createCommand({
    name: 'completions',
    description: 'Print what makes a shell complete commands and flags',
    args: flags,
    examples: [
      { line: 'completions bash', does: 'bash: source <(zohokit completions bash)' },
      { line: 'completions zsh', does: 'zsh: source <(zohokit completions zsh)' },
      { line: 'completions fish', does: 'fish: zohokit completions fish | source' },
      {
        line: 'completions powershell',
        does: 'PowerShell: zohokit completions powershell | Out-String | Invoke-Expression',
      },
    ],
    async run({ args }) {
      const shell = parseShell(args.shell ?? '');
      app.out.write(await toScript(shell, await readCommandTree(entries())));
      return exitCodes.done;
    },
  });
}

// --- internal ---

function parseShell(text: string): Shell {
  const shell = shells.find((name) => name === text.toLowerCase());
  if (shell !== undefined) return shell;
  const nearest = nearestName(text, shells);
  throw new UsageError(
    `completions are made for ${shells.join(', ')}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  );
}

async function toScript(shell: Shell, nodes: readonly CommandNode[]): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../completions/bash.ts')).toBash(nodes);
    case 'zsh':
      return (await import('../completions/bash.ts')).toZsh(nodes);
    case 'fish':
      return (await import('../completions/fish.ts')).toFish(nodes);
    case 'powershell':
      return (await import('../completions/powershell.ts')).toPowerShell(nodes);
    default:
      return shell satisfies never;
  }
}
