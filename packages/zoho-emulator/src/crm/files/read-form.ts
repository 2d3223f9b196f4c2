import { ClientGoneError } from '../../emulated-request.ts';
import { MultipartError, boundaryOf, parseMultipart } from '../../multipart.ts';
import type { EmulatedRequest } from '../../seam.ts';

/** One part of a form, with its bytes. */
export interface FormPart {
  name: string;
  /** `undefined` for a plain field. */
  filename: string | undefined;
  bytes: Uint8Array;
  /** It has more bytes than the limit; then `bytes` is empty. */
  oversize: boolean;
}

/**
 * Reads a whole multipart form; `undefined` when the body is not one. A part beyond `limit` bytes
 * is read to its end and dropped. Throws a `ClientGoneError` when the client breaks off.
 */
export async function readForm(
  request: EmulatedRequest,
  limit: number,
): Promise<FormPart[] | undefined> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined) return undefined;
  const open: OpenPart[] = [];
  try {
    for await (const event of parseMultipart(request.body.chunks(), boundary)) {
      if (event.kind === 'part') {
        open.push({ name: event.name, filename: event.filename, chunks: [], size: 0 });
      } else {
        append(open.at(-1), event.bytes, limit);
      }
    }
  } catch (cause) {
    if (cause instanceof MultipartError) return undefined;
    throw new ClientGoneError('The client broke off before the end of its form', { cause });
  }
  return open.map(({ name, filename, chunks, size }) => ({
    name,
    filename,
    bytes: Buffer.concat(chunks),
    oversize: size > limit,
  }));
}

// --- internal ---

interface OpenPart {
  name: string;
  filename: string | undefined;
  chunks: Uint8Array[];
  size: number;
}

function append(part: OpenPart | undefined, bytes: Uint8Array, limit: number): void {
  if (!part) return;
  part.size += bytes.byteLength;
  if (part.size > limit) part.chunks = [];
  // The parser reuses nothing, but a chunk may be a view of a much larger one.
  else part.chunks.push(bytes);
}
