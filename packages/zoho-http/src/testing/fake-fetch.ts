import type { Fetch, HttpInit, HttpResponse } from '../fetch.ts';

/** One answer of a fake network: a response, a failure to throw, or what a function makes of it. */
export type FakeAnswer =
  | {
      status: number;
      reason?: string;
      headers?: Record<string, string>;
      json?: unknown;
      text?: string;
      cut?: unknown;
    }
  | Error
  | ((request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>);

/** A request that reached the fake network. */
export interface FakeRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  /** A body that is a function is read to its end. */
  body: string;
  signal: AbortSignal | undefined;
}

/** A `Fetch` without a network, and what was sent through it. */
export interface FakeFetch {
  fetch: Fetch;
  /** What was sent, in order. */
  readonly requests: readonly FakeRequest[];
}

/** A network that gives these answers in order, and the last one from then on. */
export function createFakeFetch(...answers: readonly FakeAnswer[]): FakeFetch {
  const requests: FakeRequest[] = [];
  return {
    requests,
    async fetch(url, init = {}) {
      const { method = 'GET', headers = {}, signal } = init;
      const request = { url, method, headers, body: await readBody(init), signal };
      requests.push(request);
      signal?.throwIfAborted();
      let answer = answers[Math.min(requests.length, answers.length) - 1];
      while (typeof answer === 'function') answer = await answer(request);
      if (answer === undefined) throw new TypeError('The fake network has no answer');
      if (answer instanceof Error) throw answer;
      return toResponse(answer);
    },
  };
}

async function readBody({ body }: HttpInit): Promise<string> {
  if (typeof body !== 'function') return Buffer.from(body ?? '').toString('utf8');
  return Buffer.concat(await Array.fromAsync(await body())).toString('utf8');
}

function toResponse(
  answer: Exclude<FakeAnswer, Error | ((request: FakeRequest) => unknown)>,
): HttpResponse {
  const { status, reason = '', headers = {}, json, cut } = answer;
  const text = answer.text ?? (json === undefined ? '' : JSON.stringify(json));
  async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from(text);
    if (cut !== undefined) throw cut;
  }
  return {
    status,
    statusText: reason,
    headers: {
      get: (name) =>
        headers[name] ??
        (json !== undefined && name === 'content-type' ? 'application/json' : null),
    },
    body: body(),
    text: async () => Buffer.concat(await Array.fromAsync(body())).toString('utf8'),
  };
}
