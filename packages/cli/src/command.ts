import { runCommand, type ArgsDef, type CommandDef, type ParsedArgs } from 'citty';
import type { ExitCode } from './exit-code.ts';
import { rejectUnknownFlags } from './reject-unknown-flags.ts';

/** One command of the program. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly args: ArgsDef;
  /** Rejects with a `UsageError` before anything happens when a flag is unknown. */
  run(rawArgs: readonly string[]): Promise<ExitCode>;
}

export interface CommandOptions<Args extends ArgsDef> {
  name: string;
  /** One line for the help. */
  description: string;
  args: Args;
  run(context: { args: ParsedArgs<Args>; rawArgs: readonly string[] }): Promise<ExitCode>;
}

/** A command parsed by citty, strict about its flags, with its exit code as result. */
export function createCommand<const Args extends ArgsDef>(options: CommandOptions<Args>): Command {
  const { name, description, args } = options;
  return {
    name,
    description,
    args,
    async run(rawArgs) {
      rejectUnknownFlags(rawArgs, args);
      let exitCode: ExitCode | undefined;
      const definition: CommandDef<Args> = {
        meta: { name, description },
        args,
        run: async (context) => {
          exitCode = await options.run({ args: context.args, rawArgs });
        },
      };
      await runCommand(definition, { rawArgs: [...rawArgs] });
      if (exitCode === undefined) throw new Error(`the command ${name} ended without an exit code`);
      return exitCode;
    },
  };
}
