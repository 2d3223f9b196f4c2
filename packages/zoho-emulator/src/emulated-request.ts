import type { EmulatedRequest, RequestBody } from './seam.ts';

/** The client broke off while its body was being read: there is nobody to answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/** The body is longer than anything that is read as one text. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** In bytes; the largest body that Zoho reads whole is far below. */
export const longestText = 50 * 1024 * 1024;

export interface RequestParts {
  method: string;
  url: URL;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: RequestBody;
  gone: () => boolean;
  sentAfter?: number | undefined;
}

/** A request as services see it; `params` are filled in once its route is found. */
export function toEmulatedRequest(parts: RequestParts): EmulatedRequest {
  const { method, url, headers, body, gone, sentAfter } = parts;
  let whole: Promise<string> | undefined;
  const text = (): Promise<string> => (whole ??= readText(body));
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    params: {},
    body,
    text,
    async json() {
      const read = await text();
      try {
        return JSON.parse(read) as unknown;
      } catch {
        // The seam promises `undefined` for what is not JSON; each service has its own words for it.
        return undefined;
      }
    },
    gone,
    sentAfter,
  };
}

// --- internal ---

async function readText(body: RequestBody): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body.chunks()) {
      bytes += chunk.byteLength;
      if (bytes > longestText) throw new BodyTooLargeError(`More than ${longestText} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BodyTooLargeError) throw cause;
    throw new ClientGoneError('The client broke off before the end of its body', { cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}
