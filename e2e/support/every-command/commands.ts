import path from 'node:path';
import { createApp } from '../../../packages/cli/src/app.ts';
import type { Command, CommandEntry } from '../../../packages/cli/src/command.ts';
import { createCommands } from '../../../packages/cli/src/commands.ts';
import { main } from '../../../packages/cli/src/main.ts';

/** Every command of the program, loaded. */
export const commands: readonly Command[] = await loadAll(
  createCommands(createApp({ cwd: path.resolve('/') }), main),
);

/** Those that are a word before others, e.g. `auth`. */
export const groups: readonly string[] = [
  ...new Set(
    commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])),
  ),
];

/** Whether a command can speak to programs. */
export function hasJson({ args }: Pick<Command, 'args'>): boolean {
  return args['json'] !== undefined;
}

// --- internal ---

async function loadAll(entries: readonly CommandEntry[]): Promise<Command[]> {
  const loaded: Command[] = [];
  for (const { commands: below, load } of entries) {
    if (load === undefined) loaded.push(...(await loadAll(below)));
    else loaded.push(await load());
  }
  return loaded;
}
