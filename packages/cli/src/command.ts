import { runCommand, type ArgsDef, type CommandDef, type ParsedArgs } from 'citty';
import type { ExitCode } from './exit-code.ts';
import { rejectUnknownFlags } from './reject-unknown-flags.ts';

/** A command line that works as it stands, and what it is for. */
export interface Example {
  /** Without `zohokit` itself. */
  line: string;
  /** A few words that end its line of the help. */
  does: string;
}

/** One command of the program. */
export interface Command {
  /** With the name of its group, e.g. `auth exchange`. */
  readonly name: string;
  readonly description: string;
  readonly args: ArgsDef;
  readonly examples: readonly Example[];
  /** Rejects with a `UsageError` before anything happens when a flag is unknown. */
  run(rawArgs: readonly string[]): Promise<ExitCode>;
}

/** What the help knows of a command before it is loaded: starting one must not cost all the others. */
export type CommandEntry = {
  readonly name: string;
  /** One line for the help. */
  readonly description: string;
} & (
  | { readonly load: () => Promise<Command>; readonly commands?: never }
  /** A group, e.g. `auth`. */
  | { readonly commands: readonly CommandEntry[]; readonly load?: never }
);

export interface CommandOptions<Args extends ArgsDef> {
  name: string;
  /** One line for the help. */
  description: string;
  args: Args;
  /** For the help. @default none */
  examples?: readonly Example[] | undefined;
  run(context: { args: ParsedArgs<Args>; rawArgs: readonly string[] }): Promise<ExitCode>;
}

/** A command parsed by citty, strict about its flags, with its exit code as result. */
export function createCommand<const Args extends ArgsDef>(options: CommandOptions<Args>): Command {
  const { name, description, args, examples = [] } = options;
  return {
    name,
    description,
    args,
    examples,
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
