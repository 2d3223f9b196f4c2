import { spawn } from 'node:child_process';

export interface Ended {
  code: number | null;
  /** What it said, on stdout and stderr as it came. */
  out: string;
}

/** Runs a command to its end. Through a shell only where npm and pnpm are scripts of it: on Windows. */
export function runCommand(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  // Node itself is no script; and a shell would split its path, and ours, at a space.
  const shell = process.platform === 'win32' && command !== process.execPath;
  const child = spawn(command, args, { cwd, stdio: 'pipe', shell });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
  });
}

/** The same; rejects with what it said when it ends with anything but 0. */
export async function mustRun(...call: Parameters<typeof runCommand>): Promise<string> {
  const { code, out } = await runCommand(...call);
  if (code !== 0) throw new Error(`${call[0]} ${call[1].join(' ')} ended with ${code}:\n${out}`);
  return out;
}
