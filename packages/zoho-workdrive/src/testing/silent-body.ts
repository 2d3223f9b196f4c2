import type { ByteStream } from '@zohokit/zoho-http';

/** A body that gives so many bytes and then keeps silent, whatever it is told. */
export function silentAfter(size: number): {
  body: ByteStream;
  /** Resolves once it keeps silent. */
  silent: Promise<unknown>;
  /** Whether its reader said that nobody will read on. */
  told: () => boolean;
} {
  const { promise: silent, resolve } = Promise.withResolvers<undefined>();
  const chunks = [Buffer.alloc(size)];
  let told = false;
  const body = {
    [Symbol.asyncIterator]: (): AsyncIterator<Uint8Array> => ({
      next() {
        const value = chunks.shift();
        if (value !== undefined) return Promise.resolve({ done: false, value });
        resolve(undefined);
        return new Promise(() => undefined);
      },
      return() {
        told = true;
        return new Promise(() => undefined);
      },
    }),
  };
  return { body, silent, told: () => told };
}
