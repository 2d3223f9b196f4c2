import { Worker } from 'node:worker_threads';
import { ZohoError } from '../zoho-error.ts';

/** Bytes in a buffer that goes to the thread and comes back. */
export type Batch = Uint8Array<ArrayBuffer>;

/** A thread that keeps digests by number and does what it is told in that order. */
export interface Md5Thread {
  newDigest(): number;
  /** Resolves to the same buffer, for other bytes. Rejects with `unavailable` if the thread ended. */
  update(digest: number, batch: Batch, length: number): Promise<Batch>;
  copy(digest: number): number;
  /** In lower-case hex; forgets it. Rejects as `update`. */
  finish(digest: number): Promise<string>;
  forget(digest: number): void;
  /** Whether it has ended. */
  isOver(): boolean;
  /** Ends it at once; what is asked of it rejects. */
  stop(): Promise<void>;
}

/** `undefined` where no thread may be started (Node's permission model). */
export function startMd5Thread(): Md5Thread | undefined {
  const worker = startWorker();
  if (worker === undefined) return undefined;
  const waiting: Waiting[] = [];
  let digests = 0;
  let end: ZohoError | undefined;
  const fail = (cause?: unknown): void => {
    end ??= ended(cause);
    for (const { reject } of waiting.splice(0)) reject(end);
  };
  const tell = (order: Order, transfer: ArrayBuffer[] = []): void => {
    if (end === undefined) worker.postMessage(order, transfer);
  };
  const ask = <Answer>(order: Order, transfer?: ArrayBuffer[]): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (end !== undefined) return reject(end);
      waiting.push({ resolve, reject });
      worker.ref();
      tell(order, transfer);
    });
  worker.unref();
  worker.on('error', fail);
  worker.on('exit', () => fail());
  worker.on('message', (answer: unknown) => {
    waiting.shift()?.resolve(answer);
    if (waiting.length === 0) worker.unref();
  });

  return {
    newDigest: () => (digests += 1),
    update: (digest, batch, length) =>
      ask({ kind: 'update', digest, batch, length }, [batch.buffer]),
    copy(digest) {
      digests += 1;
      tell({ kind: 'copy', digest, to: digests });
      return digests;
    },
    finish: (digest) => ask({ kind: 'finish', digest }),
    forget: (digest) => tell({ kind: 'forget', digest }),
    isOver: () => end !== undefined,
    stop: async () => void (await worker.terminate()),
  };
}

// --- internal ---

type Order =
  | { kind: 'update'; digest: number; batch: Batch; length: number }
  | { kind: 'copy'; digest: number; to: number }
  | { kind: 'finish' | 'forget'; digest: number };

interface Waiting {
  // oxlint-disable-next-line typescript/no-explicit-any -- the thread answers in the order of the questions
  resolve: (answer: any) => void;
  reject: (error: ZohoError) => void;
}

/** A text and not a file, which would have one name in the sources and another in the package. */
const program = `
  const { createHash } = require('node:crypto');
  const { parentPort } = require('node:worker_threads');
  const hashes = new Map();
  const hashOf = (digest) => hashes.get(digest) ?? createHash('md5');
  const does = {
    update({ digest, batch, length }) {
      hashes.set(digest, hashOf(digest).update(batch.subarray(0, length)));
      parentPort.postMessage(batch, [batch.buffer]);
    },
    copy: ({ digest, to }) => hashes.set(to, hashOf(digest).copy()),
    finish({ digest }) {
      parentPort.postMessage(hashOf(digest).digest('hex'));
      hashes.delete(digest);
    },
    forget: ({ digest }) => hashes.delete(digest),
  };
  parentPort.on('message', (order) => does[order.kind](order));
`;

/** It sees nothing of this process: neither its environment, which holds secrets, nor its hooks. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(program, {
      eval: true,
      name: 'zohokit md5',
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
  } catch {
    return undefined;
  }
}

function ended(cause: unknown): ZohoError {
  return new ZohoError('The thread that computes MD5 ended', {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    cause,
  });
}
