/** Bytes from a writer to the reader of a `ReadableStream`, with backpressure. */
export interface AnswerPipe {
  stream: ReadableStream<Uint8Array>;
  /** A promise when the reader has to catch up first. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** Ends the stream behind what was written, with an error if one is given. */
  end(error?: Error): void;
  /** Ends it with an error before what was not read yet. */
  abort(error: unknown): void;
}

/** As much as a socket holds before its writer has to wait. */
const highWaterMark = 256 * 1024;

/** @param onCancel called when the reader wants no more */
export function createAnswerPipe(onCancel: () => void): AnswerPipe {
  let queue: Uint8Array[] = [];
  let queued = 0;
  let ending: { error: unknown } | undefined;
  let wakeReader = (): void => {};
  let wakeWriter = (): void => {};

  const finish = (error: unknown): void => {
    ending ??= { error };
    wakeReader();
    wakeWriter();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (queue.length === 0 && ending === undefined) {
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
        }
        const chunk = queue.shift();
        if (chunk !== undefined) {
          queued -= chunk.byteLength;
          controller.enqueue(chunk);
          if (queued < highWaterMark) wakeWriter();
        } else if (ending?.error === undefined) controller.close();
        else controller.error(ending.error);
      },
      cancel() {
        queue = [];
        finish(undefined);
        onCancel();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    write(chunk) {
      if (ending !== undefined) return undefined;
      // The reader may do with its bytes what it likes: they must not be those of a stored file.
      queue.push(new Uint8Array(chunk));
      queued += chunk.byteLength;
      wakeReader();
      if (queued < highWaterMark) return undefined;
      return new Promise<void>((resolve) => {
        wakeWriter = resolve;
      });
    },
    end: finish,
    abort(error) {
      queue = [];
      ending = undefined;
      finish(error);
    },
  };
}
