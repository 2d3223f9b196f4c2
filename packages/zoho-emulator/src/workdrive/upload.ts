import type { EmulatedAnswer, EmulatedRequest, Route, RouteContext } from '../seam.ts';
import type { DriveFile } from './drive-node.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toFileInfo } from './file-info.ts';
import { jsonAnswer } from './json-answer.ts';
import { acceptName, decodeOnceMore } from './name-rules.ts';
import { invalidParameter, missingParameter, tooLarge } from './refusal.ts';
import { CutRequestError } from './request-bytes.ts';
import { scopes } from './scopes.ts';
import { checkFileSize } from './storage-room.ts';
import { storeUpload } from './store-upload.ts';
import { type UploadForm, readUploadForm } from './upload-form.ts';
import { type World } from './world.ts';

/**
 * The small upload. A taken name without override is, as the profile says, refused with 409 (Zoho
 * doc: upload-file) or stored under a suffixed name (Zoho doc: Deluge upload-file).
 */
export function uploadRoutes(world: World): Route[] {
  return apiRoutes(world, {
    method: 'POST',
    path: 'upload',
    scopes: scopes.filesCreate,
    // Uploads are seen to work with other Accept headers (joytekmotion WorkDriveAdapter.php).
    json: false,
    async handle(request, context) {
      let form: UploadForm;
      try {
        form = await readUploadForm(world, request);
      } catch (error) {
        // Nobody hears this answer: the client has cut its own request.
        if (error instanceof CutRequestError) return { status: 400 };
        throw error;
      }
      try {
        return await store(world, request, context, form);
      } catch (error) {
        await form.discard();
        throw error;
      }
    },
  });
}

// --- internal ---

async function store(
  world: World,
  { query }: EmulatedRequest,
  context: RouteContext,
  form: UploadForm,
): Promise<EmulatedAnswer> {
  const given = new Map([...query, ...form.fields]);
  const parentId = given.get('parent_id');
  if (!parentId) throw missingParameter();
  const known = new Set(['parent_id', 'filename', 'override-name-exist']);
  if ([...given.keys()].some((name) => !known.has(name))) throw invalidParameter();
  // 400 when the content is missing (Zoho doc: upload-file); with which code is not known.
  if (!form.content) throw invalidParameter();
  if (form.content === 'too-large') throw tooLarge();
  checkFileSize(world, context.caller.org, form.content.size, 'stream');
  const asked = given.get('filename');
  const name = asked === undefined ? form.filename : decodeOnceMore(asked);
  const profile = world.deps.profile();
  const order = {
    org: context.caller.org,
    parentId,
    name: acceptName(name ?? '', profile),
    content: form.content,
    override: given.get('override-name-exist') === 'true',
    whenTaken: profile.sameName,
  };
  // The answer is made with the change: the file may be changed again before it is sent.
  return commitOrRefuse(context, () => toAnswer(world, storeUpload(world, order)));
}

function toAnswer(world: World, file: DriveFile): EmulatedAnswer {
  return jsonAnswer(200, {
    data: [
      {
        attributes: {
          Permalink: `https://${world.deps.webHost(file.org)}/file/${file.id}`,
          parent_id: file.parentId,
          FileName: file.name,
          resource_id: file.id,
          'File INFO': toFileInfo(world, file),
        },
        type: 'files',
      },
    ],
  });
}
