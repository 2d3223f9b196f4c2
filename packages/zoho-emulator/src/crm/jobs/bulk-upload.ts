import { MultipartError, boundaryOf, parseMultipart } from '../../multipart.ts';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest, Route } from '../../seam.ts';
import { type CrmCall, crmRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type BulkFiles, isZip } from './bulk-files.ts';

/** `/crm/v8/upload` on the content host (Zoho doc: bulk-write upload-file). */
export function bulkUploadRoute(world: CrmWorld, files: BulkFiles): Route {
  return crmRoute(world, {
    method: 'POST',
    host: 'content',
    path: '/upload',
    anyOf: ['ZohoFiles.files.ALL'],
    handle: (call) => upload(call, files),
  });
}

// --- internal ---

/** Zoho doc: bulk-write upload-file. */
const mostBytes = 25 * 2 ** 20;

async function upload(call: CrmCall, files: BulkFiles): Promise<EmulatedAnswer> {
  const { org, request, context } = call;
  const refused = refuseHeaders(call);
  if (refused) return refused;
  const zip = await readFile(request);
  if (zip === undefined) {
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'the file is not found', { api_name: 'file' });
  }
  if (zip === 'too-large') return toCrmError(413, 'FILE_TOO_LARGE', 'the file is too large');
  if (!isZip(zip)) {
    return toCrmError(400, 'INVALID_FILE_FORMAT', 'the file format is invalid');
  }
  const file = await context.commit(() => files.add(org.key, zip));
  return {
    status: 200,
    json: {
      status: 'success',
      code: 'FILE_UPLOAD_SUCCESS',
      message: 'file uploaded.',
      details: { file_id: file.id, created_time: org.now() },
    },
  };
}

function refuseHeaders({ org, request }: CrmCall): EmulatedAnswer | undefined {
  const { feature, 'x-crm-org': zgid } = request.headers;
  const absent = feature === undefined ? 'feature' : zgid === undefined && 'X-CRM-ORG';
  if (absent) {
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'required header not found', {
      api_name: absent,
    });
  }
  if (feature !== 'bulk-write') {
    return toCrmError(400, 'NOT_SUPPORTED_FEATURE', 'the feature is not supported');
  }
  if (zgid === org.zgid) return undefined;
  return toCrmError(400, 'INVALID_DATA', 'invalid data', { api_name: 'X-CRM-ORG' });
}

/** The bytes of the part `file`; reads on to the end when they are too many, and drops them. */
async function readFile(request: EmulatedRequest): Promise<Uint8Array | 'too-large' | undefined> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  let inside = false;
  let found = false;
  try {
    for await (const event of parseMultipart(request.body.chunks(), boundary)) {
      if (event.kind === 'part') {
        inside = event.name === 'file';
        found ||= inside;
      } else if (inside) {
        size += event.bytes.byteLength;
        // Copied: a chunk may be a view of what is used again.
        if (size <= mostBytes) chunks.push(Uint8Array.from(event.bytes));
      }
    }
  } catch (error) {
    if (error instanceof MultipartError) return undefined;
    throw error;
  }
  if (!found) return undefined;
  return size > mostBytes ? 'too-large' : Buffer.concat(chunks);
}
