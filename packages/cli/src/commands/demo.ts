import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';

/**
 * `zohokit demo`: the main job on an embedded emulator.
 * @param zohokit runs a command line, as `main` does
 */
export function createDemoCommand(
  app: App,
  zohokit: (rawArgs: readonly string[], app: App) => Promise<ExitCode>,
): Command {
  return createCommand({
    name: 'demo',
    description: 'Run the main job between two emulated organisations and check every rule',
    args: {},
    examples: [{ line: 'demo', does: 'every rule: what was expected and what happened' }],
    run: async () => {
      const { runDemo } = await import('../demo/run-demo.ts');
      return await runDemo(app, zohokit);
    },
  });
}
