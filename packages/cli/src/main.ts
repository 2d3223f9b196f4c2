import type { App } from './app.ts';
import type { CommandEntry } from './command.ts';
import { createCommands } from './commands.ts';
import { exitCodes, type ExitCode } from './exit-code.ts';
import { helpOfCommand, helpOfCommands, rootFlags, showHelp } from './help.ts';
import { rejectUnknownCommand, rejectUnknownFlags } from './reject-unknown-flags.ts';
import { UsageError } from './usage-error.ts';
import { readVersion } from './version.ts';

/**
 * The whole program: runs a command line and resolves to its exit code. Never rejects; what goes
 * wrong is said on `app.err`.
 */
export async function main(rawArgs: readonly string[], app: App): Promise<ExitCode> {
  const group = root(app);
  try {
    return await dispatch(rawArgs, group, app);
  } catch (error) {
    const { explainError } = await import('./explain-error.ts');
    const { exitCode, text } = explainError(error, {
      signal: app.signal,
      called: calledBy(rawArgs, group),
    });
    app.err.write(`zohokit: ${text}\n`);
    return exitCode;
  }
}

// --- internal ---

/** The program, or a group of commands. */
interface Group {
  /** As it is called, e.g. `zohokit auth`. */
  name: string;
  description: string;
  commands: readonly CommandEntry[];
}

function root(app: App): Group {
  return {
    name: 'zohokit',
    description:
      'Moves files from WorkDrive of one Zoho organisation to another, driven by CRM records',
    commands: createCommands(app, main),
  };
}

/** A command line as far as it names a command or a group. */
function calledBy([first, ...rest]: readonly string[], { name, commands }: Group): string {
  const entry = commands.find((one) => one.name === first);
  if (entry === undefined) return name;
  const { description, commands: below = [] } = entry;
  return calledBy(rest, { name: `${name} ${entry.name}`, description, commands: below });
}

async function dispatch(rawArgs: readonly string[], group: Group, app: App): Promise<ExitCode> {
  const [first, ...rest] = rawArgs;
  if (first === undefined || first.startsWith('-'))
    return await withoutCommand(rawArgs, group, app);
  const entry = group.commands.find(({ name }) => name === first);
  if (entry === undefined) {
    return rejectUnknownCommand(
      first,
      group.commands.map(({ name }) => name),
    );
  }
  const { description, commands, load } = entry;
  if (load === undefined) {
    const name = `${group.name} ${entry.name}`;
    return await dispatch(rest, { name, description, commands }, app);
  }
  const command = await load();
  if (!asksForHelp(rest)) return await command.run(rest);
  showHelp(await helpOfCommand(command), app.out);
  return exitCodes.done;
}

async function withoutCommand(
  rawArgs: readonly string[],
  group: Group,
  app: App,
): Promise<ExitCode> {
  const isRoot = group.name === 'zohokit';
  if (rawArgs.length > 0 && !asksForHelp(rawArgs)) {
    rejectUnknownFlags(rawArgs, isRoot ? rootFlags : { help: rootFlags.help });
    if (rawArgs.includes('--version')) {
      app.out.write(`${readVersion()}\n`);
      return exitCodes.done;
    }
  }
  const help = await helpOfCommands(group, group.commands);
  // The program alone shows what it can do; half a command is a mistake that a script must notice.
  if (isRoot || asksForHelp(rawArgs)) {
    showHelp(help, app.out);
    return exitCodes.done;
  }
  const names = group.commands.map(({ name }) => name).join(', ');
  throw new UsageError(`${group.name} needs one of: ${names}`);
}

function asksForHelp(rawArgs: readonly string[]): boolean {
  return rawArgs.some((word) => word === '--help' || word === '-h');
}
