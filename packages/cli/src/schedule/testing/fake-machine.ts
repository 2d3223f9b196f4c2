import path from 'node:path';
import type { Exec, ExecResult, Machine } from '../machine.ts';

/** A machine whose files and scheduler are in memory; it does what the real ones promise. */
export interface FakeMachine extends Machine {
  /** By absolute path. */
  readonly files: Map<string, { content: string | Uint8Array; executable: boolean }>;
  /** What its scheduler starts, by name. */
  readonly installed: ReadonlySet<string>;
  readonly crontab: string;
  /** Every command line so far. */
  readonly commands: readonly string[];
}

export interface FakeMachineOptions {
  platform?: 'win32' | 'linux' | 'darwin' | undefined;
  /** @default true */
  hasSystemd?: boolean | undefined;
  /** @default false */
  lingers?: boolean | undefined;
  /** Its crontab; `undefined` when cron cannot be asked. @default there is none */
  crontab?: string | undefined;
  /** Whether this user may register tasks. @default true */
  isAdministrator?: boolean | undefined;
  program?: string | undefined;
  /** When each file was written. @default 0 */
  now?: number | undefined;
}

export function createFakeMachine(options: FakeMachineOptions = {}): FakeMachine {
  const { platform = 'linux', hasSystemd = true, lingers = false, now = 0 } = options;
  const isWindows = platform === 'win32';
  const files: FakeMachine['files'] = new Map();
  const installed = new Set<string>();
  const commands: string[] = [];
  let crontab = options.crontab ?? '';
  let hasCrontab = options.crontab !== undefined;
  const answer = (code: number, out = '', err = ''): ExecResult => ({ code, out, err });
  const missing: ExecResult = { code: undefined, out: '', err: '' };

  const schtasks = ([verb, , name = '', ...rest]: readonly string[]): ExecResult => {
    if (verb === '/Query')
      return installed.has(name) ? answer(0) : answer(1, '', 'ERROR: not found');
    if (verb === '/Create') {
      if (options.isAdministrator === false) return answer(1, '', 'ERROR: Access is denied.');
      if (!files.has(rest[1] ?? '')) return answer(1, '', 'ERROR: no such file');
      installed.add(name);
      return answer(0);
    }
    return installed.delete(name) ? answer(0) : answer(1, '', 'ERROR: not found');
  };

  const units = () => path.posix.join(machine.userHome, '.config', 'systemd', 'user');
  const systemctl = ([, verb, ...rest]: readonly string[]): ExecResult => {
    if (!hasSystemd) return answer(1, '', 'Failed to connect to bus');
    const name = (rest.at(-1) ?? '').replace(/\.timer$/, '');
    if (verb === 'is-enabled') return installed.has(name) ? answer(0) : answer(1);
    if (verb === 'enable') {
      if (!files.has(path.posix.join(units(), `${name}.timer`)))
        return answer(1, '', 'no such unit');
      installed.add(name);
    }
    if (verb === 'disable') installed.delete(name);
    return answer(0);
  };

  const launchctl = ([verb, target = '', file = '']: readonly string[]): ExecResult => {
    const label = target.split('/').at(-1) ?? '';
    if (verb === 'print') return installed.has(label) ? answer(0) : answer(113);
    if (verb === 'bootout') return installed.delete(label) ? answer(0) : answer(3);
    if (!files.has(file)) return answer(5, '', 'Bootstrap failed: 5');
    installed.add(path.posix.basename(file, '.plist'));
    return answer(0);
  };

  const cron = ([flag]: readonly string[], input = ''): ExecResult => {
    if (flag === '-l')
      return hasCrontab ? answer(0, crontab) : answer(1, '', 'no crontab for jane\n');
    crontab = input;
    hasCrontab = true;
    return answer(0);
  };

  const programs: Record<string, (args: readonly string[], input?: string) => ExecResult> = {
    ...(platform === 'win32' && { schtasks }),
    ...(platform === 'darwin' && { launchctl, crontab: cron }),
    ...(platform === 'linux' && {
      systemctl,
      crontab: cron,
      loginctl: () => answer(0, `Linger=${lingers ? 'yes' : 'no'}\n`),
    }),
  };

  const machine: FakeMachine = {
    platform,
    userHome: isWindows ? String.raw`C:\Users\jane` : '/home/jane',
    user: isWindows ? String.raw`COMPANY\jane` : 'jane',
    uid: isWindows ? undefined : 501,
    env: {},
    node: isWindows ? String.raw`C:\Program Files\nodejs\node.exe` : '/usr/bin/node',
    program: options.program ?? '/usr/lib/node_modules/zohokit/bin/zohokit.mjs',
    files,
    installed,
    get crontab() {
      return crontab;
    },
    commands,
    exec({ file, args, input }: Exec) {
      commands.push([file, ...args].join(' '));
      return Promise.resolve(programs[file]?.(args, input) ?? missing);
    },
    async readText(file) {
      const content = files.get(file)?.content;
      return typeof content === 'object' ? Buffer.from(content).toString('utf8') : content;
    },
    modifiedAt: async (file) => (files.has(file) ? now : undefined),
    async write(file, content, { executable } = { executable: false }) {
      files.set(file, { content, executable });
    },
    async remove(file) {
      files.delete(file);
    },
  };
  for (const file of [machine.node, machine.program])
    files.set(file, { content: '', executable: true });
  return machine;
}
