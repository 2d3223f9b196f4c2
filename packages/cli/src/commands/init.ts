import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';

export function createInitCommand(
  _app: App,
  _zohokit: (rawArgs: readonly string[], app: App) => Promise<ExitCode>,
): Command {
  return createCommand({ name: 'init', description: '', args: {}, run: async () => 0 });
}
