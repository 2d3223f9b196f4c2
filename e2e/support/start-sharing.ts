import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ConnectionOptions } from '@zohokit/zoho-auth';

/** A store that processes can share, as another process can be told of it. */
export type SharedPlace =
  | { kind: 'postgres'; url: string; schema: string }
  | { kind: 'sqlite'; directory: string }
  | { kind: 'file'; directory: string };

export interface SharingOrder {
  store: SharedPlace;
  task:
    | { kind: 'count'; times: number }
    | { kind: 'call'; calls: number; path: string; connection: ConnectionOptions };
}

/**
 * So many processes that share a store, all of which begin once all are ready; resolves to what each
 * of them found, and rejects with what it said when one fails. A process ends by itself, or not at
 * all: what keeps it alive is a failure of the test.
 */
export async function shareAmong(processes: number, order: SharingOrder): Promise<unknown[]> {
  const all = Array.from({ length: processes }, () => startSharing(order));
  await Promise.all(all.map(({ ready }) => ready));
  for (const { begin } of all) begin();
  return await Promise.all(all.map(({ found }) => found));
}

// --- internal ---

const program = fileURLToPath(new URL('sharing-program.ts', import.meta.url));

function startSharing(order: SharingOrder): {
  ready: Promise<void>;
  begin: () => void;
  found: Promise<unknown>;
} {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: 'pipe' });
  const ready = Promise.withResolvers<void>();
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.includes('ready\n')) ready.resolve();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const found = new Promise<unknown>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out.trim().split('\n').at(-1) ?? ''));
      else reject(new Error(`A process ended with ${code}:\n${err}`));
    });
  });
  found.catch((error: unknown) => ready.reject(error));
  return { ready: ready.promise, begin: () => child.stdin.end(), found };
}
