import { type BodyWeather, toBodyWeather } from './body-weather.ts';
import type { Incoming } from './connection.ts';
import type { FaultEffect } from './fault.ts';
import type { EmulatedAnswer } from './seam.ts';

export interface WriteOptions {
  /** What the weather does to the answer. */
  effect?: FaultEffect | undefined;
  /** Called when the head is written. */
  onBegin?: (() => void) | undefined;
  /** Called with each body chunk's size once it is written. */
  onBytes?: (bytes: number) => void;
}

/** Writes an answer with backpressure; stops quietly when the client has gone. */
export async function writeAnswer(
  { method, connection, writer }: Pick<Incoming, 'method' | 'connection' | 'writer'>,
  answer: EmulatedAnswer,
  { effect, onBegin, onBytes }: WriteOptions = {},
): Promise<void> {
  const weather = toBodyWeather(effect);
  const body = toBody(answer);
  const headers = withLength({ ...body.headers, ...answer.headers }, weather);
  writer.begin({ status: answer.status, reason: answer.reason, headers });
  onBegin?.();
  if (method !== 'HEAD') {
    for await (const chunk of weather.chunks(body.chunks)) {
      if (connection.gone()) return;
      onBytes?.(chunk.byteLength);
      const room = writer.write(chunk);
      if (room !== undefined) await room;
    }
  }
  switch (weather.ending) {
    case 'end':
      writer.end();
      return;
    case 'cut':
      writer.cut();
      return;
    case 'reset':
      await writer.flushed();
      connection.reset();
      return;
    default:
      weather.ending satisfies never;
  }
}

// --- internal ---

interface Body {
  headers: Record<string, string>;
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

function withLength(
  { 'content-length': length, ...headers }: Record<string, string>,
  weather: BodyWeather,
): Record<string, string> {
  if (length === undefined) return headers;
  return { ...headers, 'content-length': String(weather.length(Number(length))) };
}

function toBody({ status, json, text, stream }: EmulatedAnswer): Body {
  if (status === 204 || status === 205 || status === 304) return { headers: {}, chunks: [] };
  if (stream !== undefined) return { headers: {}, chunks: stream };
  if (json !== undefined) {
    return toWhole(JSON.stringify(json), 'application/json;charset=utf-8');
  }
  return toWhole(text ?? '', text === undefined ? undefined : 'text/plain;charset=utf-8');
}

function toWhole(text: string, type: string | undefined): Body {
  const bytes = Buffer.from(text);
  const length = { 'content-length': String(bytes.byteLength) };
  return {
    headers: type === undefined ? length : { ...length, 'content-type': type },
    chunks: [bytes],
  };
}
