/** One piece of a multipart body, in the order of the body. A part ends where the next begins. */
export type MultipartEvent =
  | { kind: 'part'; name: string; filename: string | undefined }
  | { kind: 'data'; bytes: Uint8Array };

/** A body that is not multipart/form-data as announced. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

/** More than a form's part headers ever are. */
const longestHeaders = 16 * 1024;

/** The boundary of a `content-type` header, or `undefined` when it is not multipart/form-data. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? '')) return undefined;
  const match = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2];
}

/**
 * Reads multipart/form-data (RFC 7578) piece by piece; it never holds more than a chunk and a
 * boundary. Bytes after the last boundary are read and dropped. Throws `MultipartError` when the
 * body is malformed or ends before its last boundary.
 */
export async function* parseMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent, void, undefined> {
  const parser = createParser(boundary);
  for await (const chunk of chunks) yield* parser.push(chunk);
  if (!parser.done()) throw new MultipartError('The body ends before its last boundary');
}

// --- internal ---

type State = 'preamble' | 'boundary' | 'headers' | 'body' | 'epilogue';

interface Parser {
  push(chunk: Uint8Array): Generator<MultipartEvent>;
  done(): boolean;
}

function createParser(boundary: string): Parser {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  let state: State = 'preamble';
  // With a line break in front the first boundary looks like all others.
  let pending: Buffer = Buffer.from('\r\n');

  /** Goes on with what is pending; `false` when it needs more bytes. */
  function* step(): Generator<MultipartEvent, boolean> {
    switch (state) {
      case 'preamble':
      case 'body': {
        const at = pending.indexOf(delimiter);
        const found = at !== -1;
        // Without a boundary, the last bytes may be the beginning of one.
        const end = found ? at : Math.max(0, pending.length - delimiter.length + 1);
        if (state === 'body' && end > 0) yield { kind: 'data', bytes: pending.subarray(0, end) };
        pending = pending.subarray(found ? end + delimiter.length : end);
        if (found) state = 'boundary';
        return found;
      }
      case 'boundary': {
        if (pending.length < 2) return false;
        if (pending.toString('latin1', 0, 2) === '--') {
          state = 'epilogue';
          return true;
        }
        const at = pending.indexOf('\r\n');
        if (at === -1) return needMore(pending, 'a boundary');
        // The line break stays: a part without headers has only one more.
        pending = pending.subarray(at);
        state = 'headers';
        return true;
      }
      case 'headers': {
        const at = pending.indexOf('\r\n\r\n');
        if (at === -1) return needMore(pending, 'the headers of a part');
        yield { kind: 'part', ...parseDisposition(pending.toString('utf8', 0, at)) };
        pending = pending.subarray(at + 4);
        state = 'body';
        return true;
      }
      case 'epilogue':
        pending = Buffer.alloc(0);
        return false;
      default:
        return state satisfies never;
    }
  }

  return {
    *push(chunk) {
      pending = pending.length === 0 ? toBuffer(chunk) : Buffer.concat([pending, chunk]);
      while (yield* step());
    },
    done: () => state === 'epilogue',
  };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function needMore(pending: Buffer, what: string): false {
  if (pending.length > longestHeaders) throw new MultipartError(`No end to ${what}`);
  return false;
}

function parseDisposition(headers: string): { name: string; filename: string | undefined } {
  const line = headers
    .split('\r\n')
    .find((header) => /^content-disposition\s*:\s*form-data\b/i.test(header));
  const name = parameter(line, 'name');
  if (name === undefined) throw new MultipartError('A part has no name');
  return { name, filename: parameter(line, 'filename') };
}

/** Browsers write `"` as %22 in a quoted value (RFC 7578, 4.2), others as `\"`. */
function parameter(line: string | undefined, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(
    line ?? '',
  );
  return match?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? match?.[2];
}
