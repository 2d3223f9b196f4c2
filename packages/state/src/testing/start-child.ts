import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  /** The lines the program has said so far. */
  lines: string[];
  /** Resolves when the program has said `line`; rejects when it ends without. */
  said(line: string): Promise<void>;
  /** The same for whichever of the lines comes first. */
  saidOneOf(lines: readonly string[]): Promise<void>;
  /** Gives the program a line to read. */
  tell(line: string): void;
  /** As `kill -STOP` and `kill -CONT` do; Windows knows neither. */
  suspend(): void;
  resume(): void;
  /** Ends the program as `kill -9` does and resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves to the exit code once the program has ended by itself. */
  ended(): Promise<number | null>;
}

/** Given to a task, it is done by `boundUser`. */
export const asBoundUser = '--as-bound-user';

const program = fileURLToPath(new URL('child-program.ts', import.meta.url));

/** The user whom permissions bind: root may write whatever it likes. */
export const boundUser = process.getuid?.() === 0 ? 65_534 : undefined;

/** Runs a task of `child-program.ts` in another process; it is killed when the test has finished. */
export function startChild(task: string, directory: string, ...rest: string[]): Child {
  const user = rest.includes(asBoundUser) ? boundUser : undefined;
  const child = spawn(process.execPath, [program, task, directory, ...rest], {
    ...(user !== undefined && { uid: user, gid: user }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close');
  const output = collect(child);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  // A program that was killed reads no more.
  child.stdin.on('error', () => undefined);

  const untilSaid = async (lines: readonly string[]): Promise<void> => {
    while (!output.lines.some((line) => lines.includes(line))) {
      if (child.exitCode !== null) throw new Error(`The child ended: ${output.errors.join('')}`);
      await Promise.race([once(child.stdout, 'data'), exited]);
    }
  };

  return {
    lines: output.lines,
    said: (line) => untilSaid([line]),
    saidOneOf: (lines) => untilSaid(lines),
    tell: (line) => void child.stdin.write(`${line}\n`),
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill,
    async ended() {
      await exited;
      if (child.exitCode !== 0) throw new Error(`The child failed: ${output.errors.join('')}`);
      return child.exitCode;
    },
  };
}

function collect(child: ChildProcess): { lines: string[]; errors: string[] } {
  const [lines, errors]: [string[], string[]] = [[], []];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  return { lines, errors };
}
