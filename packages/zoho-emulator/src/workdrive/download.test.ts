import { expect, test } from 'vitest';
import { generatedContent } from './generated-content.ts';
import { type Sent, collect, createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    { key: 'text', name: 'é.txt', text: '0123456789' },
    { key: 'empty', name: 'empty', text: '' },
    { key: 'generated', name: 'big.pdf', size: 150_000, contentSeed: 3, listedSize: 0 },
    { key: 'doc', name: 'Notes', native: 'writer' as const },
    { key: 'sheet', name: 'Sums', native: 'sheet' as const },
    { key: 'show', name: 'Talk', native: 'show' as const },
    { key: 'virus', name: 'v.exe', text: 'x', blocked: true as const },
    { key: 'gone', name: 'gone', text: 'x', trashed: true },
    { key: 'folder', name: 'Folder', children: [] },
  ],
};

function start() {
  const harness = createDriveHarness(seed);
  const get = (key: string, headers: Record<string, string> = {}, more: Partial<Sent> = {}) =>
    harness.send({
      method: 'GET',
      host: 'download',
      path: `/v1/workdrive/download/${harness.id(key)}`,
      headers: { accept: '*/*', ...headers },
      ...more,
    });
  return { ...harness, get };
}

test('a download gives all bytes, their number and their name', async () => {
  const { get } = start();

  const answer = await get('text');

  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'content-length': '10',
      'content-type': 'text/plain',
      'content-disposition': "attachment; filename*=UTF-8''%C3%A9.txt",
    },
  });
  expect((await answer.bytes()).toString()).toBe('0123456789');
});

test('the length is the true one, whatever listings say', async () => {
  const { get } = start();

  const answer = await get('generated');

  expect(answer.headers['content-length']).toBe('150000');
  const expected = await collect(generatedContent({ seed: 3, size: 150_000 }).open());
  expect((await answer.bytes()).equals(expected)).toBe(true);
});

test('the old form, on both hosts of the API, gives the same bytes', async () => {
  const { send, id } = start();
  for (const [host, base] of [
    ['api', '/workdrive/api/v1'],
    ['workdrive', '/api/v1'],
  ] as const) {
    const answer = await send({ method: 'GET', host, path: `${base}/download/${id('text')}` });
    expect((await answer.bytes()).toString()).toBe('0123456789');
  }
});

test.each([
  ['bytes=0-3', '0123', 'bytes 0-3/10'],
  ['bytes=4-', '456789', 'bytes 4-9/10'],
  ['bytes=9-9', '9', 'bytes 9-9/10'],
  ['bytes=5-100', '56789', 'bytes 5-9/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=-100', '0123456789', 'bytes 0-9/10'],
])('%s gives %s with 206', async (range, text, contentRange) => {
  const { get } = start();

  const answer = await get('text', { range });

  expect(answer).toMatchObject({
    status: 206,
    headers: { 'content-range': contentRange, 'content-length': String(text.length) },
  });
  expect((await answer.bytes()).toString()).toBe(text);
});

test.each(['bytes=10-', 'bytes=50-60', 'bytes=-0'])('%s of ten bytes is 416', async (range) => {
  const { get } = start();
  expect(await get('text', { range })).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */10' },
  });
});

test.each(['bytes=3-1', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=-'])(
  'a header %j that names no one range is ignored',
  async (range) => {
    const { get } = start();
    expect(await get('text', { range })).toMatchObject({ status: 200 });
  },
);

test('an empty file downloads as nothing', async () => {
  const { get } = start();
  const answer = await get('empty');

  expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
  expect(await answer.bytes()).toHaveLength(0);
});

test.each([
  ['doc', 'Notes.docx', 'wordprocessingml'],
  ['sheet', 'Sums.xlsx', 'spreadsheetml'],
  ['show', 'Talk.pptx', 'presentationml'],
])('the native %s is exported as %s, whole and without a length', async (key, name, type) => {
  const { get } = start();

  const answer = await get(key, { range: 'bytes=0-3' });

  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain(type);
  expect(answer.headers['content-disposition']).toContain(name);
  expect(answer.headers).not.toHaveProperty('content-length');
  expect((await answer.bytes()).toString('latin1')).toMatch(/^PK/);
});

test('two exports of a native document differ', async () => {
  const { get } = start();
  const one = await (await get('doc')).bytes();
  const other = await (await get('doc')).bytes();
  expect(one.equals(other)).toBe(false);
});

test('a blocked file is 451', async () => {
  const { get } = start();
  expect(refusalOf(await get('virus'))).toBe('451 F918');
});

test.each(['gone', 'unknown'])('what is %s is R008', async (key) => {
  const { get } = start();
  expect(refusalOf(await get(key))).toBe('401 R008');
});

test("another org's file is R008", async () => {
  const { get } = start();
  expect(refusalOf(await get('text', {}, { org: 'b' }))).toBe('401 R008');
});

test('a folder cannot be downloaded', async () => {
  const { get } = start();
  expect(refusalOf(await get('folder'))).toBe('400 F6003');
});
