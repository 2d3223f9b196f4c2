import type { EmulatedAnswer, Route } from '../seam.ts';
import { hostRoute } from './endpoint.ts';
import { jsonAnswer } from './json-answer.ts';
import { missingParameter } from './refusal.ts';
import { scopes } from './scopes.ts';
import type { UploadStatus } from './upload-log.ts';
import type { World } from './world.ts';

/**
 * What became of a stream upload (Zoho doc: upload-large-file-250mb). The status code stands under
 * `AUDIT_INFO` in a JSON string; where exactly is not documented, so a client has to search.
 */
export function uploadProgressRoutes(world: World): Route[] {
  return [
    hostRoute(world, 'api', {
      method: 'GET',
      path: '/workdrive/uploadprogress',
      scopes: scopes.filesRead,
      json: true,
      handle({ query }, { caller }) {
        const id = query.get('uploadid');
        if (!id) throw missingParameter();
        return toAnswer(id, world.uploads.find(caller.zuid, id));
      },
    }),
  ];
}

// --- internal ---

function toAnswer(id: string, status: UploadStatus | undefined): EmulatedAnswer {
  // How an upload that never was looks in life is not known; at least it has no status code.
  if (!status) return jsonAnswer(200, { data: { id, type: 'uploadprogress', attributes: {} } });
  const info = {
    ...('resourceId' in status && { RESOURCE_ID: status.resourceId }),
    AUDIT_INFO: { statusCode: status.statusCode },
  };
  const attributes = { upload_info: JSON.stringify(info) };
  return jsonAnswer(200, { data: { id, type: 'uploadprogress', attributes } });
}
