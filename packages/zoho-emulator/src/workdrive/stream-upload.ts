import type { EmulatedAnswer, EmulatedRequest, Route, RouteContext } from '../seam.ts';
import type { Content } from './content.ts';
import { type DriveFile, isParent } from './drive-node.ts';
import { commitOrRefuse, hostRoute } from './endpoint.ts';
import { toFileInfo } from './file-info.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName, decodeOnceMore } from './name-rules.ts';
import { Refusal, invalidParameter } from './refusal.ts';
import { CutRequestError, declaredLength, drain, requestBytes } from './request-bytes.ts';
import { scopes } from './scopes.ts';
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
  const candidates = [...world.generated.values()]
    .flat()
    .filter((content) => content.size === order.length);
  const sink = createUploadSink({ candidates, spool: world.spool });
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
    if (error instanceof Refusal) return failed;
    throw error;
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
    const whenTaken = 'suffix';
    const file = storeUpload(world, {
      org: caller.org,
      parentId,
      name,
      override,
      content,
      whenTaken,
    });
    // Told here, with the change: a late one comes after the client has gone.
    report({ statusCode: 'D201', resourceId: file.id });
    return toAnswer(world, file);
  } catch (error) {
    const parent = world.drive.find(caller.org, parentId);
    report({ statusCode: parent && isParent(parent) ? 'D9219' : 'D9214' });
    throw error;
  }
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
