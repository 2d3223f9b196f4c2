import type { EmulatedAnswer, EmulatedRequest, OrgKey, Route, RouteContext } from '../seam.ts';
import { receiveChunk } from './chunk-upload.ts';
import type { Content } from './content.ts';
import { type DriveFile, isParent } from './drive-node.ts';
import { commitOrRefuse, hostRoute } from './endpoint.ts';
import { toFileInfo } from './file-info.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName, decodeOnceMore } from './name-rules.ts';
import { Refusal, invalidParameter } from './refusal.ts';
import { CutRequestError, declaredLength, drain, requestBytes } from './request-bytes.ts';
import { scopes } from './scopes.ts';
import { checkFileSize } from './storage-room.ts';
import { storeUpload } from './store-upload.ts';
import type { UploadStatus } from './upload-log.ts';
import { createUploadSink } from './upload-sink.ts';
import type { World } from './world.ts';

/**
 * The stream upload (Zoho doc: upload-large-file-250mb). It takes any size but zero. A taken name
 * without override is always stored under a suffixed name, whatever the profile says of the small
 * upload (rclone issue 9585). Failures carry no body by design: progress tells them apart.
 */
export function streamUploadRoutes(world: World): Route[] {
  return [
    hostRoute(world, 'upload', {
      method: 'POST',
      path: '/workdrive-api/v1/stream/upload',
      scopes: scopes.streamUpload,
      async handle(request, context) {
        const uploadId = request.headers['upload-id'];
        if (uploadId !== undefined && isChunk(world, request, context, uploadId)) {
          return await receiveChunk(world, request, context, uploadId);
        }
        const order = parseHeaders(world, request);
        if (order instanceof Refusal) {
          await drain(request);
          throw order;
        }
        return receive(world, request, context, order);
      },
    }),
  ];
}

// --- internal ---

interface StreamOrder {
  uploadId: string;
  parentId: string;
  name: string;
  override: boolean;
  /** In bytes. */
  length: number;
}

/** By design without a word (Zoho doc: upload-large-file-250mb). */
const failed: EmulatedAnswer = { status: 500 };

/** What has a range, or the id of a session, is meant to be a chunk. */
function isChunk(
  { sessions }: World,
  { headers }: EmulatedRequest,
  { caller }: RouteContext,
  uploadId: string,
): boolean {
  if (headers['x-streammode'] !== '1') return false;
  return (
    headers['content-range'] !== undefined || sessions.find(caller.org, uploadId) !== undefined
  );
}

/** `override-name-exist` without `x-` is ignored, as in life (rclone issue 9585). */
function parseHeaders(world: World, request: EmulatedRequest): StreamOrder | Refusal {
  const { headers } = request;
  const uploadId = headers['upload-id'];
  const name = headers['x-filename'];
  const parentId = headers['x-parent_id'];
  const length = declaredLength(request);
  const isStream = headers['x-streammode'] === '1';
  if (!uploadId || !name || !parentId || !isStream || length === undefined) {
    return invalidParameter();
  }
  try {
    return {
      uploadId,
      parentId,
      name: acceptName(decodeOnceMore(name), world.deps.profile()),
      override: headers['x-override-name-exist'] === 'true',
      length,
    };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function receive(
  world: World,
  request: EmulatedRequest,
  context: RouteContext,
  order: StreamOrder,
): Promise<EmulatedAnswer> {
  const report = (status: UploadStatus) =>
    world.uploads.set(context.caller.zuid, order.uploadId, status);
  report({ statusCode: 'D9217' });
  const sink = createUploadSink({
    spool: world.spool,
    digests: world.deps.profile().md5 === 'right',
    release: request.body.release,
  });
  try {
    for await (const chunk of requestBytes(request)) await sink.write(chunk);
  } catch (error) {
    await sink.discard();
    report({ statusCode: 'D9102' });
    if (error instanceof CutRequestError) return failed;
    throw error;
  }
  if (sink.size === 0) {
    report({ statusCode: 'D9201' });
    return failed;
  }
  const content = await sink.finish();
  try {
    return await commitOrRefuse(context, () => store(world, context, order, content, report));
  } catch (error) {
    await sink.discard();
    if (!(error instanceof Refusal)) throw error;
    return error.answer.status === 413 ? error.answer : failed;
  }
}

function store(
  world: World,
  { caller }: RouteContext,
  { parentId, name, override }: StreamOrder,
  content: Content,
  report: (status: UploadStatus) => void,
): EmulatedAnswer {
  try {
    checkFileSize(world, caller.org, content.size, 'stream');
    const file = storeUpload(world, {
      org: caller.org,
      parentId,
      name,
      override,
      content,
      whenTaken: 'suffix',
    });
    // Told here, with the change: a late one comes after the client has gone.
    report({ statusCode: 'D201', resourceId: file.id });
    return toAnswer(world, file);
  } catch (error) {
    report({ statusCode: codeOf(world, caller.org, parentId, error) });
    throw error;
  }
}

/** Why an upload was not stored, in the words of progress (Zoho doc: upload-progress). */
function codeOf(
  { drive }: World,
  org: OrgKey,
  parentId: string,
  error: unknown,
): 'D9211' | 'D9214' | 'D9219' | 'D9200' {
  const status = error instanceof Refusal ? error.answer.status : 500;
  if (status === 507 || status === 509) return 'D9211';
  const parent = drive.find(org, parentId);
  if (!parent || !isParent(parent)) return 'D9214';
  return status === 401 || status === 402 ? 'D9219' : 'D9200';
}

function toAnswer(world: World, file: DriveFile): EmulatedAnswer {
  return jsonAnswer(200, {
    data: [
      {
        attributes: {
          file_name: file.name,
          parent_id: file.parentId,
          resource_id: file.id,
          file_info: toFileInfo(world, file),
        },
        type: 'API_UPLOAD',
      },
    ],
    status: 'SUCCESS',
  });
}
