import type { App } from './app.ts';
import type { Command } from './command.ts';
import { createCrmTypegenCommand } from './commands/crm-typegen.ts';
import { createDemoCommand } from './commands/demo.ts';
import { createEmulatorCommand } from './commands/emulator.ts';
import { createRunCommand } from './commands/run.ts';
import type { ExitCode } from './exit-code.ts';

/**
 * Every command of the program, in the order of the help.
 * @param zohokit the program itself, for a command that runs others
 */
export function createCommands(
  app: App,
  zohokit: (rawArgs: readonly string[], app: App) => Promise<ExitCode>,
): Command[] {
  return [
    createRunCommand(app),
    createDemoCommand(app, zohokit),
    createEmulatorCommand(app),
    createCrmTypegenCommand(app),
  ];
}
