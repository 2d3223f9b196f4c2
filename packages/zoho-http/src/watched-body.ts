import type { OpenBody } from './fetch.ts';

/** A request's body, watched for one attempt. */
export interface WatchedBody {
  open: OpenBody;
  /** What the body itself threw. It is the caller's own error and must reach the caller as it is. */
  failure(): { error: unknown } | undefined;
}

export interface WatchBodyOptions {
  /** The source is waited for. */
  onTake: () => void;
  /** The transport has the next chunk, or all of them. */
  onGive: () => void;
  /** That chunk has this many bytes. */
  onChunk: (bytes: number) => void;
}

export function watchBody(
  open: OpenBody,
  { onTake, onGive, onChunk }: WatchBodyOptions,
): WatchedBody {
  let failure: { error: unknown } | undefined;
  return {
    failure: () => failure,
    async *open() {
      try {
        onTake();
        for await (const chunk of await open()) {
          onGive();
          onChunk(chunk.byteLength);
          yield chunk;
          onTake();
        }
        onGive();
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
  };
}
