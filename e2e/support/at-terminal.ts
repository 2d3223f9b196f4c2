import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program at a terminal. */
export interface AtTerminal {
  press: (keys: string) => void;
  /** Everything that was shown so far, with its escape sequences. */
  shown: () => string;
  /** The exit code. */
  ended: Promise<number | null>;
}

export interface AtTerminalOptions {
  cwd: string;
  /** Besides what the machine needs. @default none */
  env?: Record<string, string> | undefined;
  /** @default 120 */
  columns?: number | undefined;
}

/** The real program at a real terminal: `script` (util-linux, BSD) makes one. */
export function startAtTerminal(
  args: readonly string[],
  { cwd, env: more = {}, columns = 120 }: AtTerminalOptions,
): AtTerminal {
  const quoted = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  // A terminal that nobody looks at has no size.
  const line = `stty cols ${columns} rows 50; exec ${quoted}`;
  const bsd = process.platform === 'darwin';
  const asked = bsd ? ['-q', '/dev/null', 'sh', '-c', line] : ['-qec', line, '/dev/null'];
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, HOME, NODE_COMPILE_CACHE, TERM: 'xterm', ...more };
  const child = spawn('script', asked, { cwd, env, stdio: 'pipe' });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const press = (keys: string): void => void child.stdin.write(keys);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { press, shown: () => shown, ended };
}

// --- internal ---

const program = fileURLToPath(new URL('../../packages/cli/bin/zohokit.mjs', import.meta.url));
