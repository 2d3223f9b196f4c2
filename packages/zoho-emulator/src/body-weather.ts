import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultEffect } from './fault.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What a fault makes of an answer's body. */
export interface BodyWeather {
  chunks(chunks: Chunks): Chunks;
  /** The length that the answer tells of itself. */
  length(bytes: number): number;
  /** How it ends. */
  ending: 'end' | 'cut' | 'reset';
}

/** The weather of a fault that lets the answer through; fair without one. */
export function toBodyWeather(effect: FaultEffect | undefined): BodyWeather {
  switch (effect?.kind) {
    case 'cut-body':
      return { ...shortened(effect.afterBytes), length: asItIs, ending: 'cut' };
    case 'reset-response':
      return { ...shortened(effect.afterBytes), length: asItIs, ending: 'reset' };
    case 'truncate':
      return shortened(effect.afterBytes);
    case 'corrupt':
      return { ...fair, chunks: (chunks) => corrupt(chunks, effect.offset, effect.every) };
    case 'drip':
      return { ...fair, chunks: (chunks) => drip(chunks, effect.bytesPerSecond) };
    case 'answer-lost':
    case 'behave':
    case 'delay':
    case 'duplicate':
    case 'hang':
    case 'hold':
    case 'late-commit':
    case 'never-commit':
    case 'reset':
    case 'reset-request':
    case 'status':
    case undefined:
      return fair;
    default:
      return effect satisfies never;
  }
}

// --- internal ---

const asItIs = (bytes: number): number => bytes;
const fair: BodyWeather = { chunks: (chunks) => chunks, length: asItIs, ending: 'end' };

function shortened(limit: number): BodyWeather {
  return {
    chunks: (chunks) => take(chunks, limit),
    length: (bytes) => Math.min(bytes, limit),
    ending: 'end',
  };
}

async function* take(chunks: Chunks, limit: number): AsyncGenerator<Uint8Array> {
  let left = limit;
  if (left === 0) return;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= chunk.byteLength;
    if (left <= 0) return;
  }
}

async function* corrupt(
  chunks: Chunks,
  offset: number,
  every = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  let start = 0;
  let next = offset;
  for await (const chunk of chunks) {
    const end = start + chunk.byteLength;
    if (next < end) {
      // A copy: the bytes may be those of a stored file.
      const bent = new Uint8Array(chunk);
      for (; next < end; next += every) bent[next - start] = ~(bent[next - start] ?? 0);
      yield bent;
    } else yield chunk;
    start = end;
  }
}

/** Ten portions a second; when that is less than a byte, a byte at a time. */
async function* drip(chunks: Chunks, bytesPerSecond: number): AsyncGenerator<Uint8Array> {
  const portion = Math.max(1, Math.floor(bytesPerSecond / 10));
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; at += portion) {
      const part = chunk.subarray(at, at + portion);
      yield part;
      await sleep((part.byteLength / bytesPerSecond) * 1000);
    }
  }
}
