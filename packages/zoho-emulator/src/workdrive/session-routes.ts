import * as v from 'valibot';
import type { EmulatedAnswer, EmulatedRequest, OrgKey, Route } from '../seam.ts';
import { type Content, joinedContent } from './content.ts';
import type { DriveFile } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toItem } from './item.ts';
import { wholeOf } from './generated-content.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName, decodeOnceMore } from './name-rules.ts';
import {
  authorizationFailed,
  belowSessionMinimum,
  expiredSession,
  invalidParameter,
  locked,
  missingParameter,
  nameConflict,
  sessionMismatch,
  sessionNotReady,
  unknownSession,
} from './refusal.ts';
import { scopes } from './scopes.ts';
import { openSession, settleHash, toSessionAnswer } from './session-state.ts';
import { checkFileSize, checkRoom } from './storage-room.ts';
import { addVersion, isTaken, storeUpload, uploadParent } from './store-upload.ts';
import { type UploadSession, receivedBytes } from './upload-sessions.ts';
import { type World, findOrRefuse } from './world.ts';

/**
 * Chunk sessions but for the chunks themselves, which go to the upload host (Zoho doc:
 * create-session-normal-upload, create-session-for-revision-upload, upload-session-progress,
 * commit-session-normal-upload).
 */
export function sessionRoutes(world: World): Route[] {
  return [
    ...apiRoutes(world, {
      method: 'POST',
      path: 'uploadsession/create',
      scopes: scopes.filesCreate,
      handle: async ({ query }, context) =>
        await commitOrRefuse(context, () => createForFile(world, context.caller.org, query)),
    }),
    ...apiRoutes(world, {
      method: 'POST',
      path: 'uploadsession/commit',
      scopes: scopes.filesCreate,
      handle: async (request, context) => await commitSession(world, request, context, undefined),
    }),
    ...apiRoutes(world, {
      method: 'POST',
      path: 'uploadsession/:id/create',
      scopes: scopes.filesUpdate,
      handle: async ({ query, params }, context) =>
        await commitOrRefuse(context, () =>
          createForVersion(world, context.caller.org, query, params['id'] ?? ''),
        ),
    }),
    ...apiRoutes(world, {
      method: 'POST',
      path: 'uploadsession/:id/commit',
      scopes: scopes.filesUpdate,
      handle: async (request, context) =>
        await commitSession(world, request, context, request.params['id']),
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'uploadsession',
      scopes: scopes.filesRead,
      handle({ query }, { caller }) {
        const { upload_id: id } = parseQuery(ProgressQuery, query);
        const session = world.sessions.find(caller.org, id);
        if (!session) throw unknownSession(404);
        return toSessionAnswer(world, session);
      },
    }),
  ];
}

// --- internal ---

const Size = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(1));
const Conflict = v.optional(v.picklist(['fail', 'update', 'rename']));

// The page on status codes spells it with a hyphen, the one on parameters with an underscore.
const conflictEntries = { name_conflict: Conflict, 'name-conflict': Conflict };

const CreateQuery = v.strictObject({
  size: Size,
  file_name: v.string(),
  parent_id: v.string(),
  ...conflictEntries,
});
const CreateVersionQuery = v.strictObject({ size: Size });
const ProgressQuery = v.strictObject({ upload_id: v.string() });
const CommitQuery = v.pipe(
  v.strictObject({
    upload_id: v.optional(v.string()),
    // Dataiku's plugin sends it like this.
    'upload-id': v.optional(v.string()),
    file_name: v.optional(v.string()),
    parent_id: v.optional(v.string()),
    ...conflictEntries,
  }),
  v.transform((query) => ({
    id: query.upload_id ?? query['upload-id'],
    name: query.file_name,
    parentId: query.parent_id,
    conflict: query.name_conflict ?? query['name-conflict'],
  })),
);

function parseQuery<Schema extends v.GenericSchema>(
  schema: Schema,
  query: URLSearchParams,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, Object.fromEntries(query));
  if (result.success) return result.output;
  const isMissing = result.issues.some(({ input }) => input === undefined);
  throw isMissing ? missingParameter() : invalidParameter();
}

function createForFile(world: World, org: OrgKey, query: URLSearchParams): EmulatedAnswer {
  const asked = parseQuery(CreateQuery, query);
  const { size, parent_id: parentId } = asked;
  const conflict = asked.name_conflict ?? asked['name-conflict'] ?? 'fail';
  const name = acceptName(decodeOnceMore(asked.file_name), world.deps.profile());
  checkSize(world, org, size);
  const parent = uploadParent(world, org, parentId);
  checkRoom(world, parent, size);
  if (conflict === 'fail' && isTaken(world, parent.id, name)) throw nameConflict();
  const target = { kind: 'file', parentId, name, conflict } as const;
  return toSessionAnswer(world, openSession(world, org, size, target));
}

function createForVersion(
  world: World,
  org: OrgKey,
  query: URLSearchParams,
  resourceId: string,
): EmulatedAnswer {
  const { size } = parseQuery(CreateVersionQuery, query);
  checkSize(world, org, size);
  const file = findOrRefuse(world, org, resourceId);
  if (file.kind !== 'file' || world.drive.isReadOnly(file)) throw authorizationFailed();
  if (file.locked) throw locked();
  checkRoom(world, file, size);
  const target = { kind: 'version', resourceId } as const;
  return toSessionAnswer(world, openSession(world, org, size, target));
}

function checkSize(world: World, org: OrgKey, size: number): void {
  const { sessionMinimumBytes } = world.deps.profile();
  if (size < sessionMinimumBytes) throw belowSessionMinimum(sessionMinimumBytes);
  checkFileSize(world, org, size, 'session');
}

async function commitSession(
  world: World,
  { query }: EmulatedRequest,
  context: Parameters<Route['handle']>[1],
  resourceId: string | undefined,
): Promise<EmulatedAnswer> {
  const asked = parseQuery(CommitQuery, query);
  if (asked.id === undefined) throw missingParameter();
  const { org } = context.caller;
  const session = world.sessions.find(org, asked.id);
  if (!session) throw unknownSession(404);
  const { target } = session;
  const fits =
    target.kind === 'version'
      ? target.resourceId === resourceId
      : resourceId === undefined && (asked.parentId ?? target.parentId) === target.parentId;
  if (!fits) throw sessionMismatch();
  checkReady(world, session);
  const content = await joinChunks(world, session);
  const name = asked.name === undefined ? undefined : decodeOnceMore(asked.name);
  const file = await commitOrRefuse(context, () => {
    // Once more: the change may come later, and another commit before it.
    checkReady(world, session);
    const stored = store(world, session, { content, name, conflict: asked.conflict });
    session.state = 'completed';
    session.chunks = [];
    return stored;
  });
  return jsonAnswer(200, { data: toItem(world, file) });
}

function checkReady({ deps }: World, session: UploadSession): void {
  if (session.state === 'completed') throw sessionNotReady();
  if (deps.clock.now() >= session.expiresAt) throw expiredSession();
  if (receivedBytes(session) < session.size) throw sessionNotReady();
}

/** What the chunks are together. */
async function joinChunks({ deps }: World, session: UploadSession): Promise<Content> {
  const { chunks } = session;
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const whole = wholeOf(chunks);
  if (whole === undefined) return joinedContent(chunks, await settleHash(session));
  if (deps.profile().md5 === 'right') whole.rememberMd5(await settleHash(session));
  return whole;
}

function store(
  world: World,
  { org, target }: UploadSession,
  asked: {
    content: Content;
    name: string | undefined;
    conflict: 'fail' | 'update' | 'rename' | undefined;
  },
): DriveFile {
  const { content } = asked;
  if (target.kind === 'version') {
    const file = findOrRefuse(world, org, target.resourceId);
    if (file.kind !== 'file') throw authorizationFailed();
    checkRoom(world, file, content.size);
    return addVersion(world, file, content);
  }
  const conflict = asked.conflict ?? target.conflict;
  return storeUpload(world, {
    org,
    parentId: target.parentId,
    name: asked.name === undefined ? target.name : acceptName(asked.name, world.deps.profile()),
    content,
    override: conflict === 'update',
    whenTaken: conflict === 'fail' ? 'conflict' : 'suffix',
  });
}
