import { writtenBy, type Launch } from './scheduled-job.ts';

/** The launcher for a POSIX shell. */
export function shellScript(launch: Launch): string {
  const { node, program, args, folder, home, outputFile, resultFile, overlapFile } = launch;
  const lines = [
    '#!/bin/sh',
    `# ${writtenBy}`,
    'umask 077',
    `cd ${shellQuoted(folder)} || exit 3`,
    ...(home === undefined ? [] : [`ZOHOKIT_HOME=${shellQuoted(home)}`, 'export ZOHOKIT_HOME']),
    '# cron would start a second run beside one that goes on.',
    'if command -v flock >/dev/null 2>&1; then',
    `  exec 9>${shellQuoted(overlapFile)}`,
    '  flock -n 9 || exit 0',
    'fi',
    `${[node, program, ...args].map(shellQuoted).join(' ')} >${shellQuoted(outputFile)} 2>&1`,
    'code=$?',
    `echo "$code" >${shellQuoted(resultFile)}`,
    'exit "$code"',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** A text as one word of a POSIX shell. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
