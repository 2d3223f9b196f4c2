import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { Id, Text, parseBody } from './body.ts';
import type { Content } from './content.ts';
import type { DriveFile, OldVersion } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toTime } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import {
  invalidParameter,
  parameterTooLong,
  topVersion,
  unauthorizedAccess,
  unknownVersion,
  versionLocked,
} from './refusal.ts';
import { scopes } from './scopes.ts';
import { checkRoom } from './storage-room.ts';
import { addVersion } from './store-upload.ts';
import { type World, findOrRefuse } from './world.ts';

/** The versions of a file: list, delete, make an old one the newest again (Zoho doc: versions). */
export function versionRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: 'files/:id/versions',
      scopes: scopes.filesRead,
      handle({ params }, { caller }) {
        const file = findFile(world, caller.org, params['id'] ?? '');
        const versions = [...(file.older ?? []), newestOf(file)].toReversed();
        return jsonAnswer(200, { data: versions.map((one) => toVersion(world, file, one)) });
      },
    }),
    ...apiRoutes(world, {
      method: 'DELETE',
      path: 'versions/:id',
      scopes: scopes.filesDelete,
      async handle({ params }, context) {
        const id = params['id'] ?? '';
        await commitOrRefuse(context, () => deleteVersion(world, context.caller.org, id));
        return { status: 204 };
      },
    }),
    ...apiRoutes(world, {
      method: 'POST',
      path: 'versions',
      scopes: scopes.filesUpdate,
      async handle(request, context) {
        const { attributes } = parseBody(RevertBody, await request.json()).data;
        const { resource_id: id, revert_to: wanted } = attributes;
        const file = await commitOrRefuse(context, () => {
          const found = findFile(world, context.caller.org, id);
          const content = contentOfVersion(found, wanted);
          checkRoom(world, found, content.size);
          return addVersion(world, found, content);
        });
        return jsonAnswer(201, { data: toVersion(world, file, newestOf(file)) });
      },
    }),
  ];
}

/** The content of a version by its number, `5.0`, or V001. */
export function contentOfVersion(file: DriveFile, number: string): Content {
  const versions = [...(file.older ?? []), newestOf(file)];
  const found = versions.find((one) => numberOf(one) === number);
  if (!found) throw unknownVersion();
  return found.content;
}

/** Opaque to clients. */
export const versionId = (file: DriveFile, number: number): string => `${file.id}-${number}`;

// --- internal ---

const RevertBody = v.object({
  data: v.object({
    type: v.optional(v.literal('versions')),
    attributes: v.strictObject({ resource_id: Id, revert_to: Text }),
  }),
});

const newestOf = ({ version, content, modifiedAt, modifiedBy }: DriveFile): OldVersion => ({
  number: version,
  content,
  at: modifiedAt,
  by: modifiedBy,
});

const numberOf = ({ number }: OldVersion): string => `${number}.0`;

function findFile(world: World, org: OrgKey, id: string): DriveFile {
  const node = findOrRefuse(world, org, id);
  if (node.kind !== 'file') throw invalidParameter();
  return node;
}

function deleteVersion(world: World, org: OrgKey, id: string): void {
  if (id.length > 100) throw parameterTooLong();
  const [, fileId = '', number = ''] = /^(.*)-(\d+)$/.exec(id) ?? [];
  const file = findFile(world, org, fileId);
  if (Number(number) === file.version) throw topVersion();
  const at = file.older?.findIndex((one) => one.number === Number(number)) ?? -1;
  if (at === -1) throw unauthorizedAccess();
  if (file.locked) throw versionLocked();
  world.drive.resize(file, () => void file.older?.splice(at, 1));
}

function toVersion(world: World, file: DriveFile, version: OldVersion): Record<string, unknown> {
  const { deps } = world;
  const number = numberOf(version);
  const host = deps.host(file.org, 'download');
  return {
    id: versionId(file, version.number),
    type: 'versions',
    attributes: {
      version_number: number,
      resource_id: file.id,
      created_time_in_millisecond: toTime(world, version.at),
      author: version.by.name,
      author_zuid: version.by.zuid,
      size_in_bytes: version.content.size,
      is_top_version: version.number === file.version,
      download_url: `https://${host}/v1/workdrive/download/${file.id}?version=${number}`,
    },
  };
}
