import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { isZohoError } from '@zohokit/zoho-http';
import type { FakeAnswer, FakeRequest } from '@zohokit/zoho-http/testing';
import type { WorkDriveClient } from '../client.ts';
import { createMemoryChunkSessionStore } from '../memory-chunk-session-store.ts';
import type { UploadDoubt } from '../upload-doubt.ts';
import { createFakeDrive, jsonApi } from './fake-drive.ts';

/** Whole numbers below a bound, the same for the same seed. */
type Random = (below: number) => number;

/** More than any upload of ten bytes asks for, whatever it is answered. */
const requestLimit = 400;

/**
 * Plays every method that moves bytes against a WorkDrive of which one or two answers are not what
 * they should be. Resolves to what ended neither with a result nor with a `ZohoError`, or not at all.
 */
export async function playMutated(from: number, to: number): Promise<string[]> {
  const failures: string[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const random = randomOf(seed);
    const [name, play] = plays[seed % plays.length] ?? plays[0];
    const wrong = new Set([random(6), random(12)]);
    let count = 0;
    const { drive } = createFakeDrive((request) => {
      count += 1;
      if (count > requestLimit) throw new TypeError('It never ends');
      const answer = plain(request);
      return wrong.has(count - 1) ? mutate(answer, random) : answer;
    });
    const failure: unknown = await play(drive).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (count > requestLimit) failures.push(`seed ${seed}, ${name}: it never ends`);
    else if (failure !== undefined && !isZohoError(failure)) {
      failures.push(`seed ${seed}, ${name}: ${inspect(failure)}`);
    }
  }
  return failures;
}

// --- internal ---

const text = '0123456789';
const md5 = createHash('md5').update(text).digest('hex');
const file = {
  id: 'file-9',
  type: 'files',
  attributes: {
    name: 'x.bin',
    is_folder: false,
    parent_id: 'folder-1',
    creator: '7479',
    created_time_in_millisecond: 1_700_000_000_000,
    modified_time_in_millisecond: 5,
    storage_info: { size_in_bytes: text.length },
  },
};
const uploaded = {
  data: [
    {
      attributes: {
        resource_id: 'file-9',
        FileName: 'x.bin',
        parent_id: 'folder-1',
        'File INFO': JSON.stringify({ MD5_CHECKSUM: md5, size: text.length }),
      },
    },
  ],
  status: 'SUCCESS',
};
const session = { upload_id: 'session-1', chunk_size: 4, chunks_uploaded: 3, bytes_received: 10 };
const doubt: UploadDoubt = {
  way: 'stream',
  parentId: 'folder-1',
  name: 'x.bin',
  uploadId: 'u-1',
  size: text.length,
  md5Sent: md5,
  idsBefore: [],
  sentAt: 1_700_000_000_000,
};

type Play = (drive: WorkDriveClient) => Promise<unknown>;

const body = () => [Buffer.from(text)];
const options = { name: 'x.bin', parent: 'folder-1', size: text.length, reconcile: true };

const read = async (opened: Promise<{ body: AsyncIterable<Uint8Array> }>): Promise<void> => {
  for await (const _ of (await opened).body) continue;
};

const plays: [[string, Play], ...[string, Play][]] = [
  ['download', ({ downloads }) => read(downloads.open('file-9', { modifiedAt: 5 }))],
  ['range', ({ downloads }) => read(downloads.open('file-9', { from: 2, to: 7, modifiedAt: 5 }))],
  [
    'export',
    ({ downloads }) =>
      read(downloads.export({ id: 'd1', name: 'M', serviceType: 'zw' }, { format: 'pdf' })),
  ],
  ['small', ({ uploads }) => uploads.upload(body, options)],
  ['version', ({ uploads }) => uploads.upload(body, { ...options, onConflict: 'new-version' })],
  ['rename', ({ uploads }) => uploads.upload(body, { ...options, onConflict: 'rename' })],
  [
    'chunks',
    ({ uploads }) => {
      const store = createMemoryChunkSessionStore();
      return uploads.upload(body, { ...options, chunksAbove: 1, session: { store, key: 'x' } });
    },
  ],
  ['once', ({ uploads }) => uploads.once({ ...once(), size: text.length })],
  ['stream', ({ uploads }) => uploads.stream({ ...once(), size: text.length })],
  ['findCommitted', ({ uploads }) => uploads.findCommitted(doubt)],
  ['progress', ({ uploads }) => uploads.progress('7479', 'u-1')],
];

const once = () => ({ parentId: 'folder-1', name: 'x.bin', uploadId: 'u-1', body: stream() });

async function* stream(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function plain({ url, headers }: FakeRequest): FakeAnswer {
  const { pathname } = new URL(url);
  if (pathname.includes('/download/')) return bytesOf(headers['range']);
  if (pathname.endsWith('/files'))
    return jsonApi({ data: [file], links: { cursor: { has_next: false } } });
  if (pathname.includes('/files/')) return jsonApi({ data: file });
  if (pathname.endsWith('/users/me')) return jsonApi({ data: { id: '7479', attributes: {} } });
  if (pathname.endsWith('/uploadprogress')) {
    return jsonApi({ AUDIT_INFO: { statusCode: 'D201' }, RESOURCE_ID: 'file-9' });
  }
  if (pathname.endsWith('/commit')) return jsonApi({ data: file });
  if (pathname.includes('/uploadsession') || headers['content-range'] !== undefined)
    return jsonApi(session);
  return jsonApi(uploaded);
}

function bytesOf(range: string | undefined): FakeAnswer {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const end = last === '' ? text.length : Number(last) + 1;
  const piece = text.slice(Number(first), end);
  const type = {
    'content-type': 'application/octet-stream',
    'content-length': String(piece.length),
  };
  return range === undefined
    ? { status: 200, headers: type, text: piece }
    : {
        status: 206,
        headers: { ...type, 'content-range': `bytes ${first}-${end - 1}/${text.length}` },
        text: piece,
      };
}

type Response = Exclude<FakeAnswer, Error | ((request: FakeRequest) => unknown)>;

function mutate(answer: FakeAnswer, random: Random): FakeAnswer {
  if (answer instanceof Error || typeof answer === 'function') return answer;
  const given = answer.text ?? JSON.stringify(answer.json);
  const changes: (() => FakeAnswer)[] = [
    () => ({ ...answer, status: statuses[random(statuses.length)] ?? 500 }),
    () => ({ ...answer, json: undefined, text: given.slice(0, random(given.length + 1)) }),
    () => ({ ...answer, json: undefined, text: given, cut: broken() }),
    () => ({ ...answer, json: undefined, text: words[random(words.length)] ?? '' }),
    () => ({ ...answer, headers: mutateHeaders(answer, random) }),
    () => broken(),
    ...Array.from({ length: answer.json === undefined ? 0 : 6 }, () => () => ({
      ...answer,
      json: mutateValue(structuredClone(answer.json), random),
    })),
  ];
  return (changes[random(changes.length)] ?? broken)();
}

const statuses = [
  200, 201, 204, 206, 301, 304, 400, 401, 403, 404, 409, 412, 413, 416, 423, 429, 500, 502, 507,
];
const words = [
  '',
  'null',
  '[]',
  '{}',
  '<html>sorry</html>',
  '{"errors":[{"id":"R008","title":"Unauthorized access"}]}',
  '{"errors":[{"id":"D9233","title":"x"}]}',
  '{"error":{"title":"INVALID_TICKET"}}',
];

const broken = (): Error => Object.assign(new Error('socket'), { code: 'UND_ERR_SOCKET' });

function mutateHeaders({ headers = {} }: Response, random: Random): Record<string, string> {
  const values = [
    '',
    'x',
    '0',
    '-1',
    '5',
    '99999999999999999999',
    'bytes 0-4/10',
    'bytes 4-1/2',
    'bytes */3',
  ];
  const names = [
    'content-length',
    'content-range',
    'content-type',
    'content-encoding',
    'date',
    'retry-after',
  ];
  const name = names[random(names.length)] ?? 'date';
  return { ...headers, [name]: values[random(values.length)] ?? '' };
}

const values = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  '',
  'x',
  '12',
  [],
  {},
  [[]],
  { data: [] },
  'x'.repeat(5000),
];

/** One place of a value becomes something else, or goes. */
function mutateValue(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random(6) === 0) {
    return values[random(values.length)];
  }
  const keys = Object.keys(value);
  const key = keys[random(keys.length)];
  if (key === undefined) return values[random(values.length)];
  if (random(5) === 0) Reflect.deleteProperty(value, key);
  else Reflect.set(value, key, mutateValue(Reflect.get(value, key), random));
  return value;
}

function randomOf(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
