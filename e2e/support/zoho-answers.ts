import type { Answer } from './scripted-answer.ts';

const jsonApi = 'application/vnd.api+json;charset=UTF-8';

/** WorkDrive's envelope: `{"errors":[{"id":"R008","title":"…"}]}` (Zoho doc: status-codes). */
export function listed(status: number, id: string | undefined, title: string): Answer {
  const error = id === undefined ? { title } : { id, title };
  return { status, type: jsonApi, json: { errors: [error] } };
}

/** The gateway's: `{"error":{"title":"…"}}`. */
export function gateway(status: number, title: string): Answer {
  return { status, json: { error: { title } } };
}

/** CRM's: `{"code":"…","details":{},"message":"…","status":"error"}`. */
export function flat(status: number, code: string, details: object = {}): Answer {
  return { status, json: { code, details, message: `no: ${code}`, status: 'error' } };
}

/** The token endpoint's, mostly with status 200: `{"error":"invalid_code"}`. */
export function grantError(error: string, status = 200, more: object = {}): Answer {
  return { status, json: { error, ...more } };
}

/** What a proxy, a firewall or a portal says. */
export function page(status: number): Answer {
  return { status, type: 'text/html', text: '<html><body>Not here</body></html>' };
}

/** The same answer with one header more. */
export function withHeader(answer: Answer, name: string, value: string | string[]): Answer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

export const item: Answer = {
  type: jsonApi,
  json: {
    data: {
      id: 'item1',
      type: 'files',
      attributes: { name: 'A.txt', parent_id: 'folder1', is_folder: false, status: '1' },
    },
  },
};

export const listing: Answer = { type: jsonApi, json: { data: [], links: {} } };

export const uploaded: Answer = {
  type: jsonApi,
  json: {
    status: 'SUCCESS',
    data: [
      { attributes: { resource_id: 'new1', parent_id: 'folder1', FileName: 'an-upload-1.txt' } },
    ],
  },
};

export const file: Answer = {
  type: 'text/plain',
  headers: { 'content-disposition': 'attachment; filename="A.txt"' },
  text: 'the bytes of a file',
};

export const record: Answer = { json: { data: [{ id: '11', Deal_Name: 'A' }] } };

export const rows: Answer = { json: { data: [{ id: '11' }], info: { more_records: false } } };

export const updated: Answer = {
  json: { data: [{ status: 'success', code: 'SUCCESS', message: 'ok', details: { id: '11' } }] },
};
