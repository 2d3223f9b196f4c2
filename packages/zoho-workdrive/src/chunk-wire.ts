import * as v from 'valibot';
import { oneOrMany, hint, WireId, WireNumber } from './wire-value.ts';

/**
 * The fields of a session stand at the top (Dataiku's Zoho plugin reads them there) or, as the rest
 * of the API has it, in `data.attributes`: both are taken.
 */
const Fields = v.pipe(
  v.unknown(),
  v.transform((body): unknown => {
    if (typeof body !== 'object' || body === null || !('data' in body)) return body;
    const [first] = v.parse(oneOrMany(v.unknown()), body.data);
    return v.is(v.object({ attributes: v.unknown() }), first) ? first.attributes : first;
  }),
);

const Positive = v.pipe(WireNumber, v.minValue(1));

/** The answer to creating a session (Zoho doc: create-session-normal-upload). */
export const WireNewSession = v.pipe(
  Fields,
  v.object({ upload_id: WireId, chunk_size: Positive }),
  v.transform((fields) => ({ uploadId: fields.upload_id, chunkSize: fields.chunk_size })),
);

/** How far a session is (Zoho doc: upload-session-progress); all of it is a hint. */
export const WireSessionProgress = v.pipe(
  Fields,
  v.object({
    bytes_received: hint(v.pipe(WireNumber, v.minValue(0))),
    chunks_uploaded: hint(v.pipe(WireNumber, v.minValue(0))),
  }),
  v.transform((fields) => ({ bytes: fields.bytes_received, chunks: fields.chunks_uploaded })),
);
