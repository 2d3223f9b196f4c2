import { parseResponse, ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { hint, oneOrMany, WireId, WireNumber } from './wire-value.ts';

/** What an upload's own answer says was stored. */
export interface UploadedFile {
  id: string;
  /** As stored, which may differ from the name that was asked for. */
  name: string;
  parentId: string;
  /** In bytes. */
  size?: number | undefined;
  /** 32 lower-case hex digits. */
  md5?: string | undefined;
}

/** `/upload` and the upload host spell the same attributes differently (Zoho doc: both pages). */
const WireUploadAttributes = v.object({
  resource_id: WireId,
  parent_id: v.optional(v.string()),
  FileName: v.optional(v.string()),
  file_name: v.optional(v.string()),
  'File INFO': v.optional(v.unknown()),
  file_info: v.optional(v.unknown()),
});

const WireUpload = v.pipe(
  v.object({
    data: v.pipe(oneOrMany(v.object({ attributes: WireUploadAttributes })), v.length(1)),
    status: v.optional(v.string()),
  }),
  v.transform(({ data, status }) => ({ status, ...data[0]?.attributes })),
);

/** JSON in a string (rclone backend/zoho/api/types.go); all of it is a hint. */
const WireFileInfo = v.object({
  PARENT_ID: hint(v.string()),
  MD5_CHECKSUM: hint(v.pipe(v.string(), v.regex(/^[\da-f]{32}$/i), v.toLowerCase())),
  size: hint(v.pipe(WireNumber, v.minValue(0))),
});

/** What must be there in one spelling or the other: without it, nothing is proved. */
const Uploaded = v.object({
  id: WireId,
  name: WireId,
  parentId: WireId,
  size: v.optional(v.number()),
  md5: v.optional(v.string()),
});

/**
 * Reads the answer of an upload. Anything but a plain success rejects with `maybe-committed`: all
 * bytes have left, so the file may be there.
 */
export function parseUploadAnswer(json: unknown, way: 'small' | 'stream'): UploadedFile {
  try {
    const what = `WorkDrive ${way} upload`;
    const answer = parseResponse(WireUpload, json, what);
    // Failures of the upload host carry no useful body (Zoho doc: upload-large-file-250mb).
    if (way === 'small' || answer.status === 'SUCCESS') {
      return parseResponse(Uploaded, toUploaded(answer), what);
    }
  } catch (cause) {
    throw unclearAnswer({ cause });
  }
  throw unclearAnswer({});
}

/** All bytes have left, and what became of them is not known. */
export function unclearAnswer({ cause }: { cause?: unknown }): ZohoError {
  return new ZohoError("WorkDrive's answer to an upload does not say what was stored", {
    kind: 'maybe-committed',
    hint: 'list the folder before you upload again',
    cause,
  });
}

// --- internal ---

function toUploaded(answer: v.InferOutput<typeof WireUpload>): Record<string, unknown> {
  const info = fileInfo(answer['File INFO'] ?? answer.file_info);
  return {
    id: answer.resource_id,
    name: answer.FileName ?? answer.file_name,
    parentId: answer.parent_id ?? info.PARENT_ID,
    size: info.size,
    md5: info.MD5_CHECKSUM,
  };
}

function fileInfo(value: unknown): v.InferOutput<typeof WireFileInfo> {
  const result = v.safeParse(WireFileInfo, typeof value === 'string' ? parseJson(value) : value);
  return result.success ? result.output : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
