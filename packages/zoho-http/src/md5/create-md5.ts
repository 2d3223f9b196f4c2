import { createHash, type Hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { startMd5Thread, type Md5Thread } from './md5-thread.ts';
import { threadedMd5 } from './threaded-md5.ts';

/** An MD5 that is fed while bytes pass by. */
export interface Md5 {
  /**
   * Takes the next bytes. Wait for what it returns: then there is room for more, and these may be
   * changed. Rejects with `unavailable` when the thread that hashes ended.
   */
  update(chunk: Uint8Array): Promise<void> | void;
  /** Another one, of the bytes so far. */
  copy(): Md5;
  /** In lower-case hex; ends it. Rejects as `update`. */
  digest(): Promise<string> | string;
  /** Gives it up, unless it has ended. May be called at any time, and again. */
  close(): void;
}

/** What is known of the bytes beforehand. */
export interface Md5Options {
  /** How many there will be; decides where they are hashed, nothing else. @default unknown: few */
  size?: number | undefined;
}

/**
 * MD5, the only digest that WorkDrive answers with: it guards against accidents, not attackers. From
 * 16 MiB on it is computed on another thread, one for the process, which keeps nothing alive: MD5
 * takes as long as reading and writing those bytes (`bench --only copy`). Where there is one core or
 * no thread to be had, it is computed at once.
 */
export function createMd5({ size = 0 }: Md5Options = {}): Md5 {
  const there = size < threadedFrom ? undefined : thread();
  return there === undefined ? localMd5(createHash('md5')) : threadedMd5(there);
}

// --- internal ---

/** In bytes. A thread takes some 30 ms to start, in which as many MiB are hashed. */
const threadedFrom = 16 * 1024 * 1024;

let running: Md5Thread | undefined;

function thread(): Md5Thread | undefined {
  if (running?.isOver() === false) return running;
  running = availableParallelism() > 1 ? startMd5Thread() : undefined;
  return running;
}

function localMd5(hash: Hash): Md5 {
  return {
    update: (chunk) => void hash.update(chunk),
    copy: () => localMd5(hash.copy()),
    digest: () => hash.digest('hex'),
    close: () => {},
  };
}
