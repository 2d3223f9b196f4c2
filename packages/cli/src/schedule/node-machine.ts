import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import type { Exec, ExecResult, Machine } from './machine.ts';

/** The machine on which this process runs. */
export function createNodeMachine(options: Pick<Machine, 'env' | 'program'>): Machine {
  const { env, program } = options;
  const isWindows = process.platform === 'win32';
  const { username, uid } = whoAmI(env);
  const domain = isWindows ? env['USERDOMAIN'] : undefined;
  return {
    platform: process.platform,
    userHome: homeOfUser(env),
    user: domain === undefined ? username : `${domain}\\${username}`,
    uid: isWindows ? undefined : uid,
    env,
    node: process.execPath,
    program,
    exec: (command) => execute(command, env),
    readText: (file) => orUndefined(readFile(file, 'utf8')),
    modifiedAt: async (file) => (await orUndefined(stat(file)))?.mtimeMs,
    async write(file, content, { executable } = { executable: false }) {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const temporary = `${file}.${randomUUID()}.tmp`;
      try {
        await writeFile(temporary, content, { mode: executable ? 0o700 : 0o600, flag: 'wx' });
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    remove: (file) => rm(file, { force: true }),
  };
}

// --- internal ---

const patienceMs = 60_000;

type Env = Machine['env'];

/** In a container the number of the user may be nobody's, for which Node throws. */
function whoAmI(env: Env): { username: string; uid: number | undefined } {
  try {
    return userInfo();
  } catch {
    return { username: env['USER'] ?? env['USERNAME'] ?? '', uid: process.getuid?.() };
  }
}

function homeOfUser(env: Env): string {
  try {
    return homedir();
  } catch {
    return env['HOME'] ?? path.parse(process.cwd()).root;
  }
}

async function execute({ file, args, input }: Exec, env: Env): Promise<ExecResult> {
  return await new Promise((resolve) => {
    const options = { env: { ...env }, timeout: patienceMs, windowsHide: true };
    const child = execFile(file, [...args], options, (error, out, err) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : undefined, out, err });
    });
    // A program that does not read what it is given is no trouble of ours.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

async function orUndefined<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  return await promise.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  });
}
