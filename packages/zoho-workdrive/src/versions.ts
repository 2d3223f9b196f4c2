import { pathSegment } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { checkId, usage } from './check-input.ts';
import { itemPath } from './get-item.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { hint, WireFlag, WireId, WireNumber, WireUserId } from './wire-value.ts';
import { oneThing, wholeList } from './wire.ts';
import { parseWritten, writeResource } from './write-resource.ts';

/** A content that a file has or had. */
export interface FileVersion {
  /** Of the version; opaque. */
  id: string;
  /** As Zoho writes it: `1.0`, `2.0`, … */
  number: string;
  /** By the server's clock, milliseconds since the epoch. */
  createdAt: number | undefined;
  /** In bytes. */
  size: number | undefined;
  authorName: string | undefined;
  /** The user id (ZUID) of who stored it. */
  author: string | undefined;
  /** Whether it is the one that a download gives. */
  isTop: boolean | undefined;
  /** Everything that Zoho said of it. */
  attributes: Readonly<Record<string, unknown>>;
}

/** The versions of a file: the top one and those before it. */
export interface Versions {
  /** The versions of a file, in Zoho's order. */
  list(fileId: string, options?: { signal?: AbortSignal | undefined }): Promise<FileVersion[]>;
  /**
   * Makes the content of an old version the newest, as a version of its own; nothing is lost.
   * Rejects with `refused` when there is no such version, and with `maybe-committed` when the answer
   * is lost: list the versions.
   */
  restore(
    fileId: string,
    number: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<FileVersion>;
  /**
   * Deletes a version for good. Rejects with `refused` for the top one and for a locked file, and
   * with `maybe-committed` when the answer is lost.
   */
  delete(versionId: string, options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

export function createVersions(service: WorkDriveService): Versions {
  return {
    list: async (fileId, { signal } = {}) =>
      await readResource(service, {
        path: `${itemPath(fileId)}/versions`,
        scopes: workDriveScopes['versions.list'],
        schema: wholeList(WireVersion),
        what: 'WorkDrive versions',
        signal,
      }),

    async restore(fileId, number, { signal } = {}) {
      if (!/^\d+(\.\d+)?$/.test(number)) throw usage('a version has a number like 2.0');
      const json = await writeResource(service, {
        method: 'POST',
        path: 'versions',
        data: {
          attributes: { resource_id: checkId(fileId), revert_to: number },
          type: 'versions',
        },
        scopes: workDriveScopes['versions.restore'],
        signal,
      });
      return parseWritten(oneThing(WireVersion), json, {
        what: 'WorkDrive version',
        hint: 'list the versions before you restore it again',
      });
    },

    async delete(versionId, { signal } = {}) {
      await writeResource(service, {
        method: 'DELETE',
        path: `versions/${pathSegment(versionId)}`,
        scopes: workDriveScopes['versions.delete'],
        signal,
      });
    },
  };
}

// --- internal ---

/** A number in quotes keeps its zero; a bare one has lost it (`2.0` is `2` in JSON). */
const VersionNumber = v.union([
  v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/)),
  v.pipe(
    v.number(),
    v.minValue(0),
    v.transform((number) => (Number.isInteger(number) ? number.toFixed(1) : String(number))),
    v.regex(/^\d+(\.\d+)?$/),
  ),
]);

const VersionHints = v.object({
  created_time_in_millisecond: hint(WireNumber),
  size_in_bytes: hint(WireNumber),
  storage_info: hint(v.object({ size_in_bytes: hint(WireNumber) })),
  author: hint(v.string()),
  author_zuid: hint(WireUserId),
  is_top_version: hint(WireFlag),
});

const WireVersion = v.pipe(
  v.object({ id: WireId, attributes: v.looseObject({ version_number: VersionNumber }) }),
  v.transform(({ id, attributes }): FileVersion => {
    const hints = v.parse(VersionHints, attributes);
    return {
      id,
      number: attributes.version_number,
      createdAt: hints.created_time_in_millisecond,
      size: hints.size_in_bytes ?? hints.storage_info?.size_in_bytes,
      authorName: hints.author,
      author: hints.author_zuid,
      isTop: hints.is_top_version,
      attributes,
    };
  }),
);
