import type { TextOutput } from './app.ts';

/** What is needed of standard output or standard error. */
export interface OutputStream {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/**
 * A stream of the process as output. Whatever becomes of the stream (its reader is gone, the disk
 * behind it is full), the program goes on: what a run moves and proves matters more than who
 * watches.
 */
export function streamOutput(stream: OutputStream): TextOutput {
  stream.on('error', () => undefined);
  return {
    write(text) {
      try {
        stream.write(text);
      } catch {
        // A file is written synchronously and may throw instead of telling by an event.
      }
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.isTTY === true ? stream.columns : undefined;
    },
    get rows() {
      return stream.isTTY === true ? stream.rows : undefined;
    },
  };
}
