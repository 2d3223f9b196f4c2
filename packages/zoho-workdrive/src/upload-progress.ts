import { isZohoError, type ZohoError } from '@zohokit/zoho-http';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';

/** What became of a stream upload, by the server's own account. */
export type UploadProgress =
  | {
      status: 'stored';
      /** The new file; `undefined` when the server does not say. */
      id: string | undefined;
      code?: string | undefined;
    }
  | {
      status: 'in-progress' | 'not-stored' | 'unknown';
      /** Zoho's code, e.g. `D9102`. */
      code?: string | undefined;
    };

/** Asks what became of a stream upload. An id that the server does not know is `unknown`. */
export async function uploadProgress(
  { http, hosts }: WorkDriveService,
  { zuid, uploadId, signal }: { zuid: string; uploadId: string; signal?: AbortSignal | undefined },
): Promise<UploadProgress> {
  try {
    const { json } = await http.json({
      // The one WorkDrive address without /api/v1 (Zoho doc: upload-large-file-250mb).
      url: `${hosts.api}/workdrive/uploadprogress`,
      query: { uploadid: `upload_${zuid}_${uploadId}` },
      headers: jsonApi,
      // What it says of an id it does not know may well be nothing.
      expectsBody: false,
      scopes: workDriveScopes['uploads.progress'],
      signal,
    });
    return toProgress(json);
  } catch (error) {
    if (isZohoError(error) && isUnknownId(error)) return { status: 'unknown', code: error.code };
    throw error;
  }
}

/**
 * The shape of the answer is not documented, only the codes: they are searched for at any depth,
 * also in JSON that is embedded in strings. Codes that contradict each other are `unknown`.
 */
export function toProgress(json: unknown): UploadProgress {
  const found: Found = { codes: new Set(), ids: new Set() };
  search(json, found, 0);
  const codes = [...found.codes];
  const statuses = new Set(codes.map((code) => meaning[code] ?? 'unknown'));
  if (statuses.has('in-progress')) return { status: 'in-progress', code: 'D9217' };
  const [status] = statuses;
  const [code] = codes;
  if (status === undefined || statuses.size > 1) return { status: 'unknown', code };
  if (status !== 'stored') return { status, code };
  return { status, code, id: found.ids.size === 1 ? [...found.ids][0] : undefined };
}

// --- internal ---

/** What the answer to an unknown id looks like is not documented: the status may be all it has. */
function isUnknownId({ kind, status }: ZohoError): boolean {
  if (kind === 'not-found' || kind === 'bad-request') return true;
  return kind === 'unexpected-response' && (status === 400 || status === 404);
}

/** Zoho doc: upload-large-file-250mb, "upload status codes". */
const meaning: Record<string, UploadProgress['status']> = {
  D201: 'stored',
  D9217: 'in-progress',
  D9102: 'not-stored',
  D9200: 'not-stored',
  D9201: 'not-stored',
  D9211: 'not-stored',
  D9214: 'not-stored',
  D9219: 'not-stored',
};

interface Found {
  codes: Set<string>;
  ids: Set<string>;
}

/** Deeper than any answer; it bounds JSON in JSON in JSON. */
const maxDepth = 20;

function search(value: unknown, found: Found, depth: number): void {
  if (depth > maxDepth) return;
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    search(parseJson(value), found, depth + 1);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'statusCode' && typeof inner === 'string' && /^D\d+$/.test(inner)) {
      found.codes.add(inner);
    }
    if (/^resource_id$/i.test(key) && typeof inner === 'string' && inner !== '')
      found.ids.add(inner);
    search(inner, found, depth + 1);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
