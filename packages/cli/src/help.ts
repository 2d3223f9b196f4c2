import { stripVTControlCharacters } from 'node:util';
import { renderUsage } from 'citty';
import type { TextOutput } from './app.ts';
import type { Command, CommandEntry } from './command.ts';
import { readVersion } from './version.ts';

export const rootFlags = {
  help: { type: 'boolean', description: 'Show this help' },
  version: { type: 'boolean', description: 'Show the version' },
} as const;

/** What the program, or a group of its commands, can do. */
export async function helpOfCommands(
  { name, description }: { name: string; description: string },
  entries: readonly CommandEntry[],
): Promise<string> {
  return await renderUsage({
    meta: { name, description, ...(name === 'zohokit' && { version: readVersion() }) },
    args: name === 'zohokit' ? rootFlags : {},
    subCommands: Object.fromEntries(
      entries.map((entry) => [
        entry.name,
        { meta: { name: entry.name, description: entry.description } },
      ]),
    ),
  });
}

/** The flags of a command, what it can end with, and examples of it. */
export async function helpOfCommand(command: Command): Promise<string> {
  const { name, description, args, examples } = command;
  const usage = await renderUsage(
    { meta: { name, description }, args },
    { meta: { name: 'zohokit' } },
  );
  const { commandExits } = await import('./command-exits.ts');
  const exits = Object.entries(commandExits[name] ?? {});
  const codes = exits.map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`);
  const width = Math.max(...examples.map(({ line }) => line.length));
  const lines = examples.map(({ line, does }) => `  zohokit ${line.padEnd(width)}  ${does}`);
  return `${usage.trimEnd()}${section('EXIT CODES', codes)}${section('EXAMPLES', lines)}\n`;
}

/** Shows a help as the terminal can. */
export function showHelp(text: string, out: TextOutput): void {
  out.write(`${out.isTTY ? text : stripVTControlCharacters(text)}\n`);
}

// --- internal ---

/** With a heading as citty has its own. */
function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `\n\n\u001B[4m\u001B[1m${title}\u001B[22m\u001B[24m\n\n${lines.join('\n')}`;
}
