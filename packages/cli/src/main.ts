import { stripVTControlCharacters } from 'node:util';
import { isTransferFailure } from '@zohokit/transfer-core';
import { createRedactor, isZohoError } from '@zohokit/zoho-http';
import { renderUsage, type CommandDef } from 'citty';
import type { App } from './app.ts';
import { CommandFailure } from './command-failure.ts';
import type { Command } from './command.ts';
import { createCommands } from './commands.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { exitCodeOfError } from './exit-code-of-error.ts';
import { exitCodes, type ExitCode } from './exit-code.ts';
import { harmless } from './output/harmless.ts';
import { rejectUnknownCommand, rejectUnknownFlags } from './reject-unknown-flags.ts';
import { RunLockedError } from './run/run-locked-error.ts';
import { UsageError } from './usage-error.ts';
import { readVersion } from './version.ts';

const rootFlags = {
  help: { type: 'boolean', description: 'Show this help' },
  version: { type: 'boolean', description: 'Show the version' },
} as const;

/**
 * The whole program: runs a command line and resolves to its exit code. Never rejects; what goes
 * wrong is said on `app.err`.
 */
export async function main(rawArgs: readonly string[], app: App): Promise<ExitCode> {
  try {
    return await dispatch(rawArgs, app);
  } catch (error) {
    const exitCode = exitCodeOfError(error, app.signal);
    app.err.write(`zohokit: ${explain(error, exitCode)}\n`);
    return exitCode;
  }
}

// --- internal ---

async function dispatch(rawArgs: readonly string[], app: App): Promise<ExitCode> {
  const commands = createCommands(app, main);
  const [first] = rawArgs;
  if (first === undefined || first.startsWith('-')) return await root(rawArgs, commands, app);
  const command = findCommand(rawArgs, commands);
  if (command === undefined) {
    const names = commands.map(({ name }) => name);
    const area = names.filter((name) => name.startsWith(`${first} `));
    if (area.length === 0) return rejectUnknownCommand(first, names);
    if (rawArgs.length > 1) return rejectUnknownCommand(rawArgs.slice(0, 2).join(' '), area);
    throw new UsageError(`${first} is no command by itself: ${area.join(', ')}`);
  }
  const rest = rawArgs.slice(command.name.split(' ').length);
  if (asksForHelp(rest)) return await help(command, app);
  return await command.run(rest);
}

/** Commands of one area have two words: `crm typegen`. */
function findCommand(
  rawArgs: readonly string[],
  commands: readonly Command[],
): Command | undefined {
  return commands.find(({ name }) => {
    const words = name.split(' ');
    return words.every((word, at) => rawArgs[at] === word);
  });
}

async function root(
  rawArgs: readonly string[],
  commands: readonly Command[],
  app: App,
): Promise<ExitCode> {
  if (rawArgs.length > 0 && !asksForHelp(rawArgs)) {
    rejectUnknownFlags(rawArgs, rootFlags);
    if (rawArgs.includes('--version')) {
      app.out.write(`${readVersion()}\n`);
      return exitCodes.done;
    }
  }
  const definition: CommandDef = {
    meta: {
      name: 'zohokit',
      version: readVersion(),
      description:
        'Moves files from WorkDrive of one Zoho organisation to another, driven by CRM records',
    },
    args: rootFlags,
    subCommands: Object.fromEntries(
      commands.map(({ name, description }) => [name, { meta: { name, description } }]),
    ),
  };
  return show(await renderUsage(definition), app);
}

async function help({ name, description, args }: Command, app: App): Promise<ExitCode> {
  const definition = { meta: { name, description }, args };
  return show(await renderUsage(definition, { meta: { name: 'zohokit' } }), app);
}

function show(usage: string, { out }: App): ExitCode {
  out.write(`${out.isTTY ? usage : stripVTControlCharacters(usage)}\n`);
  return exitCodes.done;
}

function asksForHelp(rawArgs: readonly string[]): boolean {
  return rawArgs.some((word) => word === '--help' || word === '-h');
}

/** Words for a person, redacted by the looks of secrets; only our own lines are lines. */
function explain(error: unknown, exitCode: ExitCode): string {
  if (exitCode === exitCodes.interrupted) return 'interrupted';
  const redactor = createRedactor();
  return linesOf(error)
    .map((line) => harmless(redactor.redact(line)))
    .join('\n');
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigurationError)
    return [error.heading, ...error.problems.map((problem) => `  ${problem}`)];
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return [message, 'See zohokit --help'];
  // A seed's problems are listed; no name of Zoho is among them.
  if (error instanceof CommandFailure) return message.split('\n');
  const hint = isZohoError(error) && error.hint !== undefined ? ` (${error.hint})` : '';
  const foreseen =
    error instanceof RunLockedError || isTransferFailure(error) || isZohoError(error);
  return [`${foreseen ? '' : 'unexpected error: '}${message}${hint}`];
}
