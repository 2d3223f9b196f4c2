import * as v from 'valibot';
import { type Content, bytesContent, joinedContent } from './content.ts';
import { fileContent } from './file-content.ts';
import { generatedContent, generatedSlice } from './generated-content.ts';

/** A content as a snapshot has it. */
export type ContentRow =
  | { kind: 'generated'; seed: number; size: number; md5?: string | undefined }
  | {
      kind: 'slice';
      seed: number;
      /** Of the whole that this is a part of, in bytes. */
      of: number;
      start: number;
      size: number;
      md5?: string | undefined;
    }
  | { kind: 'bytes'; base64: string; md5?: string | undefined }
  | { kind: 'file'; blob: string; size: number; md5?: string | undefined }
  | { kind: 'parts'; parts: ContentRow[]; md5: string };

const Md5 = v.optional(v.string());

/**
 * Checks a row that comes from a file. Only what is within itself is lazy: a schema made for each
 * of half a million rows outlives the row, because valibot remembers it in a WeakMap, and the
 * collector then takes twice as long as all the rest.
 */
export const ContentRowSchema: v.GenericSchema<ContentRow> = v.variant('kind', [
  v.object({ kind: v.literal('generated'), seed: v.number(), size: v.number(), md5: Md5 }),
  v.object({
    kind: v.literal('slice'),
    seed: v.number(),
    of: v.number(),
    start: v.number(),
    size: v.number(),
    md5: Md5,
  }),
  v.object({ kind: v.literal('bytes'), base64: v.string(), md5: Md5 }),
  v.object({
    kind: v.literal('file'),
    blob: v.string(),
    size: v.number(),
    md5: Md5,
  }),
  v.object({
    kind: v.literal('parts'),
    parts: v.array(v.lazy(() => ContentRowSchema)),
    md5: v.string(),
  }),
]);

/** The content again; `locate` tells where a kept file lies. */
export function restoreContent(row: ContentRow, locate: (blob: string) => string): Content {
  switch (row.kind) {
    case 'generated': {
      const content = generatedContent(row);
      if (row.md5 !== undefined) content.rememberMd5(row.md5);
      return content;
    }
    case 'slice': {
      const whole = generatedContent({ seed: row.seed, size: row.of });
      return generatedSlice(whole, row.start, row.size, row.md5);
    }
    case 'bytes':
      return bytesContent(Buffer.from(row.base64, 'base64'), row.md5);
    case 'file':
      return fileContent(locate(row.blob), row.size, row.md5);
    case 'parts':
      return joinedContent(
        row.parts.map((part) => restoreContent(part, locate)),
        row.md5,
      );
    default:
      return row satisfies never;
  }
}
