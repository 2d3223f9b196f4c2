import type { FakeAnswer, FakeRequest } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { createFakeDrive, jsonApi } from './testing/fake-drive.ts';

const item = {
  id: 'file-9',
  type: 'files',
  attributes: { name: 'big.bin', parent_id: 'folder-1', storage_info: { size_in_bytes: 10 } },
};
const fields = { upload_id: 'session-1', chunk_size: 4, chunks_uploaded: 0, bytes_received: 0 };

interface Answers {
  create?: FakeAnswer;
  chunk?: FakeAnswer;
  commit?: (query: URLSearchParams) => FakeAnswer;
  progress?: FakeAnswer;
}

/** Ten bytes in three chunks, with these answers where they differ from the plain ones. */
async function upload(answers: Answers, onConflict: 'fail' | 'new-version' = 'fail') {
  let chunks = 0;
  const answer = ({ url, headers }: FakeRequest): FakeAnswer => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/create')) return answers.create ?? jsonApi(fields);
    if (pathname.endsWith('/commit'))
      return answers.commit?.(searchParams) ?? jsonApi({ data: item });
    if (pathname.endsWith('/uploadsession')) return answers.progress ?? jsonApi(fields);
    if (headers['content-range'] === undefined) return jsonApi({ errors: [{ id: 'F6003' }] }, 400);
    chunks += 1;
    return (chunks === 2 ? answers.chunk : undefined) ?? jsonApi(fields);
  };
  const fake = createFakeDrive(answer);
  const before =
    onConflict === 'fail'
      ? []
      : [{ id: 'file-9', name: 'big.bin', kind: 'file', status: 'active' } as const];
  const options = {
    name: 'big.bin',
    parent: 'folder-1',
    size: 10,
    chunksAbove: 1,
    before,
    onConflict,
  };
  const result = fake.drive.uploads.upload(() => [Buffer.from('0123456789')], options);
  return {
    ...fake,
    result: await result.catch((error: unknown) => error),
    requests: fake.requests,
  };
}

const chunksOf = (requests: readonly FakeRequest[]) =>
  requests.filter(({ headers }) => headers['content-range'] !== undefined);

describe('an upload in chunks', () => {
  test('is what Zoho documents', async () => {
    const { requests, result } = await upload({});
    expect(result).toMatchObject({ id: 'file-9', name: 'big.bin', size: 10, way: 'chunks' });
    const [, create] = requests;
    expect(new URL(create?.url ?? '').search).toBe(
      '?size=10&file_name=big.bin&parent_id=folder-1&name_conflict=fail',
    );
    expect(chunksOf(requests).map(({ headers, body }) => [headers['content-range'], body])).toEqual(
      [
        ['bytes 0-3/10', '0123'],
        ['bytes 4-7/10', '4567'],
        ['bytes 8-9/10', '89'],
      ],
    );
    expect(chunksOf(requests)[0]?.headers).toMatchObject({
      'upload-id': 'session-1',
      'x-streammode': '1',
      'content-length': '4',
    });
    expect(new URL(requests.at(-1)?.url ?? '').search).toBe(
      '?upload_id=session-1&file_name=big.bin&parent_id=folder-1&name_conflict=fail',
    );
  });

  test('for a version names the file in the address and no name', async () => {
    const { requests, result } = await upload({}, 'new-version');
    expect(result).toMatchObject({ id: 'file-9', isNewVersion: true });
    const addresses = requests
      .map(({ url }) => new URL(url))
      .map((url) => url.pathname + url.search);
    expect(addresses[1]).toBe('/workdrive/api/v1/uploadsession/file-9/create?size=10');
    expect(addresses.at(-1)).toBe(
      '/workdrive/api/v1/uploadsession/file-9/commit?upload_id=session-1',
    );
  });

  test.each([
    ['at the top', fields],
    ['in data.attributes', { data: { id: 'session-1', attributes: fields } }],
    ['in data as a list', { data: [{ attributes: fields }] }],
    ['in data itself', { data: fields }],
    ['with numbers in quotes', { ...fields, chunk_size: '4' }],
  ])('takes the fields of a session %s', async (_where, body) => {
    const { requests } = await upload({ create: jsonApi(body) });
    expect(chunksOf(requests)).toHaveLength(3);
  });

  test.each([
    ['without an id', { chunk_size: 4 }],
    ['without a chunk size', { upload_id: 'session-1' }],
    ['with a chunk size of nothing', { ...fields, chunk_size: 0 }],
    ['of nothing', {}],
  ])('goes as a stream after a session %s', async (_what, body) => {
    const { requests } = await upload({ create: jsonApi(body) });
    expect(chunksOf(requests)).toHaveLength(0);
    expect(requests.at(-1)?.headers).toMatchObject({ 'x-filename': 'big.bin' });
  });

  test('spells the parameter of its commit as Dataiku does, if the first was not understood', async () => {
    const { result, requests } = await upload({
      commit: (query) =>
        query.has('upload-id')
          ? jsonApi({ data: item })
          : jsonApi({ errors: [{ id: 'F000', title: 'LESS_THAN_MIN_OCCURANCE' }] }, 500),
    });
    expect(result).toMatchObject({ id: 'file-9' });
    expect(requests.filter(({ url }) => url.includes('/commit'))).toHaveLength(2);
  });

  test.each([
    ['an item', { data: item }],
    ['a list of one item', { data: [item] }],
    [
      'an upload',
      {
        data: [
          {
            attributes: {
              resource_id: 'file-9',
              FileName: 'big.bin',
              parent_id: 'folder-1',
              'File INFO': '{"MD5_CHECKSUM":"781E5E245D69B566979B86E28D23F2C7"}',
            },
          },
        ],
      },
    ],
  ])('takes %s for the answer of a commit', async (_what, body) => {
    const { result } = await upload({ commit: () => jsonApi(body) });
    expect(result).toMatchObject({ id: 'file-9', name: 'big.bin', parentId: 'folder-1' });
  });

  test('does not take a size of 0 in the answer of a commit for the size', async () => {
    const attributes = { ...item.attributes, storage_info: { size_in_bytes: 0 } };
    const { result } = await upload({ commit: () => jsonApi({ data: { ...item, attributes } }) });
    expect(result).toMatchObject({ id: 'file-9', size: undefined });
  });

  test.each([
    ['nothing', jsonApi({})],
    ['an outage', { status: 502, text: '<html>' }],
  ] as const)(
    'is in doubt after a commit that answers %s again and again',
    async (_what, answer) => {
      const { result, requests } = await upload({ commit: () => answer });
      expect(result).toMatchObject({ kind: 'maybe-committed', doubt: { way: 'chunks' } });
      expect(requests.filter(({ url }) => url.includes('/commit')).length).toBeLessThan(5);
    },
  );

  test('asks how far it is after a lost answer, and goes on there', async () => {
    const progress = jsonApi({ ...fields, bytes_received: '8', chunks_uploaded: 2 });
    const { requests, result } = await upload({ chunk: { status: 502 }, progress });
    expect(result).toMatchObject({ id: 'file-9' });
    expect(chunksOf(requests).map(({ body }) => body)).toEqual(['0123', '4567', '89']);
  });

  test.each([
    ['a part of a chunk', { bytes_received: 6 }],
    ['chunks alone', { chunks_uploaded: 1 }],
    ['nothing of use', { next_chunk: '4-7' }],
  ])('sends a chunk again when progress says %s', async (_what, body) => {
    const { requests, result } = await upload({ chunk: { status: 502 }, progress: jsonApi(body) });
    expect(result).toMatchObject({ id: 'file-9' });
    expect(chunksOf(requests).map(({ body: sent }) => sent)).toEqual([
      '0123',
      '4567',
      '4567',
      '89',
    ]);
  });

  test('begins anew when progress contradicts it', async () => {
    const { requests, result } = await upload({
      chunk: { status: 502 },
      progress: jsonApi({ bytes_received: 0 }),
    });
    expect(result).toMatchObject({ id: 'file-9' });
    expect(chunksOf(requests).map(({ body }) => body)).toEqual([
      '0123',
      '4567',
      '0123',
      '4567',
      '89',
    ]);
  });

  test.each([
    ['409', jsonApi({ errors: [{ title: 'File name already exists' }] }, 409), 'conflict'],
    ['423', jsonApi({ errors: [{ title: 'locked' }] }, 423), 'refused'],
    ['507', jsonApi({ errors: [{ title: 'full' }] }, 507), 'quota'],
    ['402', jsonApi({ errors: [{ title: 'suspended' }] }, 402), 'quota'],
    [
      '404 for its size',
      jsonApi({ errors: [{ title: 'File size limit exceeded' }] }, 404),
      'refused',
    ],
  ] as const)('that is refused with %s sends no chunk', async (_what, create, kind) => {
    const { requests, result } = await upload({ create });
    expect(result).toMatchObject({ kind });
    expect(chunksOf(requests)).toEqual([]);
  });
});
