import type { EmulatedRequest } from '../seam.ts';
import type { Content } from './content.ts';
import { MultipartError, type MultipartEvent, boundaryOf, parseMultipart } from '../multipart.ts';
import { invalidParameter } from './refusal.ts';
import { drain, requestBytes } from './request-bytes.ts';
import { type UploadSink, createUploadSink } from './upload-sink.ts';
import type { World } from './world.ts';

/** Zoho doc: upload-file (250 MB). */
export const largestSmallUpload = 250 * 1024 * 1024;

/** More than an id or a name ever takes. */
const longestField = 64 * 1024;

/** The parts of a small upload. */
export interface UploadForm {
  fields: Map<string, string>;
  /** The part named `content`; `undefined` when there was none. */
  content: Content | 'too-large' | undefined;
  /** As the content part calls itself, not decoded. */
  filename: string | undefined;
  /** Forgets the content. */
  discard(): Promise<void>;
}

/**
 * Reads the whole body, the content into a sink. Throws a `Refusal` when it is not a form, and
 * `CutRequestError` when it was cut.
 */
export async function readUploadForm(world: World, request: EmulatedRequest): Promise<UploadForm> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined) {
    await drain(request);
    throw invalidParameter();
  }
  const digests = world.deps.profile().md5 === 'right';
  const sink = createUploadSink({ spool: world.spool, digests });
  try {
    return await readParts(parseMultipart(requestBytes(request), boundary), sink);
  } catch (error) {
    await sink.discard();
    if (!(error instanceof MultipartError)) throw error;
    await drain(request);
    throw invalidParameter();
  }
}

// --- internal ---

async function readParts(
  events: AsyncIterable<MultipartEvent>,
  sink: UploadSink,
): Promise<UploadForm> {
  const fields = new Map<string, Uint8Array[]>();
  let part: { name: string; filename: string | undefined } | undefined;
  let content: { filename: string | undefined } | undefined;
  let fieldBytes = 0;
  for await (const event of events) {
    if (event.kind === 'part') {
      part = event;
      if (event.name === 'content') content = event;
      else fields.set(event.name, []);
    } else if (part?.name !== 'content') {
      fieldBytes += event.bytes.length;
      if (fieldBytes > longestField) throw new MultipartError('The fields are too long');
      fields.get(part?.name ?? '')?.push(event.bytes);
    } else if (sink.size <= largestSmallUpload) {
      await sink.write(event.bytes);
    }
  }
  const isTooLarge = sink.size > largestSmallUpload;
  return {
    fields: new Map([...fields].map(([name, chunks]) => [name, Buffer.concat(chunks).toString()])),
    content: content && (isTooLarge ? 'too-large' : await sink.finish()),
    filename: content?.filename,
    discard: () => sink.discard(),
  };
}
