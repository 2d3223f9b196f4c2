import { writtenBy, type Launch } from './scheduled-job.ts';

/**
 * The launcher for Windows: UTF-8 without a mark, lines ending in CRLF. `chcp 65001` comes before the
 * first path, because cmd.exe reads a batch file line by line in the code page in force. Throws for
 * what no path of Windows holds.
 */
export function batchFile(launch: Launch): string {
  const { node, program, args, folder, home, outputFile, resultFile } = launch;
  const command = [node, program, ...args].map(argument).join(' ');
  const lines = [
    '@echo off',
    `rem ${writtenBy}`,
    'chcp 65001 >nul',
    `if not exist ${quoted(`${folder}\\.`)} exit /b 3`,
    `cd /d ${quoted(folder)}`,
    ...(home === undefined ? [] : [`set "ZOHOKIT_HOME=${literal(home)}"`]),
    `${command} >${quoted(outputFile)} 2>&1`,
    'set "code=%ERRORLEVEL%"',
    // The redirection comes first: "0>file" would redirect a stream of that number.
    `>${quoted(resultFile)} echo %code%`,
    'exit /b %code%',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

// --- internal ---

/** A percent sign begins a variable even between quotes; everything else is inert there. */
function literal(text: string): string {
  if (/["\r\n\0]/.test(text))
    throw new Error('a quote or a line break cannot stand in a batch file');
  return text.replaceAll('%', '%%');
}

function quoted(text: string): string {
  return `"${literal(text)}"`;
}

/** Backslashes before the closing quote would escape it when the program reads its arguments. */
function argument(text: string): string {
  return quoted(text.replace(/\\+$/, '$&$&'));
}
