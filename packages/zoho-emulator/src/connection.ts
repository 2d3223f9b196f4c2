import type { RequestBody } from './seam.ts';

/** One request's side of the connection: whether its body came whole, and whether anyone waits. */
export interface Connection {
  /** Body bytes that arrived so far. */
  requestBytes(): number;
  /** Reads what is left of the body; `false` when the client broke off before its end. */
  bodyRead(): Promise<boolean>;
  /** Whether the client went away before it had the whole answer. */
  gone(): boolean;
  /** Resolves when the client is gone, or has its answer. */
  whenGone: Promise<void>;
  /** Closes without an answer, or within it. */
  destroy(): void;
  /** Closes with a TCP reset. */
  reset(): void;
}

/** The first line of an answer, and its headers. */
export interface AnswerHead {
  status: number;
  /** @default what HTTP says of the status */
  reason?: string | undefined;
  headers: Record<string, string>;
}

/** The way back to the client. */
export interface AnswerWriter {
  /** Whether the head has been written. */
  readonly begun: boolean;
  /** Called once, before anything else. */
  begin(head: AnswerHead): void;
  /** A promise when the client has to catch up first. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** Resolves once what was written has left. */
  flushed(): Promise<void>;
  /** The answer is whole. */
  end(): void;
  /** What was written still leaves, then the connection closes. */
  cut(): void;
}

/** A request at the door, whether it came by a port or within the process. */
export interface Incoming {
  method: string;
  /** As it stood in the request line. */
  url: string;
  /** Lower-case names; what came more than once is joined. */
  headers: Record<string, string | undefined>;
  body: RequestBody;
  connection: Connection;
  writer: AnswerWriter;
  /** The client cannot have sent it earlier, by `performance.now()`; `undefined` when not known. */
  sentAfter?: number | undefined;
  /** Called with the number of body bytes so far, each time some have come. */
  onBytes: (listener: (bytes: number) => void) => void;
}
