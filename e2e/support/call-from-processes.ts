import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '@zohokit/zoho-emulator';

const program = fileURLToPath(new URL('calling-child.ts', import.meta.url));

export interface CallOptions {
  emulator: Emulator;
  processes: number;
  /** Of each process, all at once. */
  calls: number;
  /** Anything that `calling-child.ts` can open. */
  store: unknown;
}

/** What the calls of one process came to. */
export interface Called {
  succeeded: number;
  errors: string[];
}

/** Lets so many processes call at the same moment; each has to end by itself. */
export async function callFromProcesses(options: CallOptions): Promise<Called[]> {
  const { emulator, processes, calls, store } = options;
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const org = { dataCenter, clientId, clientSecret, refreshToken };
  const settings = { emulatorUrl: emulator.url, nowMs: emulator.clock.now(), calls, store, org };
  const children = Array.from({ length: processes }, () => start(JSON.stringify(settings)));
  await Promise.all(children.map(({ ready }) => ready));
  for (const { go } of children) go();
  return Promise.all(children.map(({ result }) => result));
}

// --- internal ---

function start(settings: string) {
  const child = spawn(process.execPath, [program, settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('The process ended before it had said all');
    return value;
  };
  const ready = nextLine();
  const result = ready.then(nextLine).then(async (line): Promise<Called> => {
    const [code] = await closed;
    if (code !== 0) throw new Error(`The process ended with ${String(code)}`);
    return JSON.parse(line);
  });
  return { ready, result, go: () => void child.stdin.write('go\n') };
}
