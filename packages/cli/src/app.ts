import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { Clock } from '@zohokit/zoho-http';

/** Where text goes. */
export interface TextOutput {
  write(text: string): void;
  /** Whether a person watches: allows colours and a line that is written anew. */
  readonly isTTY: boolean;
  /** How wide the terminal is, in characters; absent where there is none. */
  readonly columns?: number | undefined;
  /** How high it is, in lines; absent where there is none. */
  readonly rows?: number | undefined;
  /**
   * Keeps these lines below all that is written, in place of those before; none ends it. Each must be
   * narrower than the terminal. Absent where nothing can be written anew.
   */
  readonly live?: ((lines: readonly string[]) => void) | undefined;
}

/** Where a person types; what is shown to them goes to the same terminal. */
export interface Terminal {
  input: Readable;
  output: Writable;
}

/** All that a command may touch besides the network and the folder of its state. */
export interface App {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute; holds `.env` unless told otherwise. */
  cwd: string;
  out: TextOutput;
  err: TextOutput;
  /** Aborts when the program is asked to end. */
  signal: AbortSignal;
  /** The machine's clock; an emulator may bring another one. */
  clock: Clock;
  /** For the emulator's own control; connections bring their transports. */
  fetch: typeof globalThis.fetch;
  /** A string nobody used before. */
  newId: () => string;
  /** Answers of a person who sits at a terminal. @default nobody is there */
  terminal: Terminal | undefined;
  /** What runs this program, e.g. `24.1.0`. */
  nodeVersion: string;
  /** How the machine calls itself. */
  hostName: string;
}

/** Waits are what a command does that has loaded the network anyway; telling the time needs nothing. */
const machineClock: Clock = {
  now: () => Date.now(),
  sleep: async (...wait) => await (await import('@zohokit/zoho-http')).systemClock.sleep(...wait),
};

const nowhere: TextOutput = { write: () => undefined, isTTY: false };

/**
 * An app for a program of one's own. What is left out: an empty environment, output that is
 * discarded, a signal that never aborts, the machine's clock, nobody at a terminal.
 */
export function createApp(options: Partial<App> & Pick<App, 'cwd'>): App {
  return {
    env: {},
    out: nowhere,
    err: nowhere,
    signal: new AbortController().signal,
    clock: machineClock,
    fetch: (...request) => globalThis.fetch(...request),
    newId: randomUUID,
    terminal: undefined,
    nodeVersion: process.versions.node,
    hostName: hostname(),
    ...options,
  };
}
