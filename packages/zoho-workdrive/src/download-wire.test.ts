import type { FakeAnswer } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { createFakeDrive, jsonApi } from './testing/fake-drive.ts';

const cut = Object.assign(new Error('socket'), { code: 'UND_ERR_SOCKET' });
const bytes = {
  'content-type': 'application/octet-stream',
  date: new Date(1_700_000_000_000).toUTCString(),
};
const whole = (text: string, broken = false): FakeAnswer => ({
  status: 200,
  headers: { ...bytes, 'content-length': '10' },
  text,
  ...(broken && { cut }),
});
const part = (range: string, text: string, status = 206): FakeAnswer => ({
  status,
  headers: { ...bytes, 'content-range': `bytes ${range}` },
  text,
});
const itemOf = (modified: unknown) =>
  jsonApi({
    data: {
      id: 'f1',
      type: 'files',
      attributes: { name: 'f', modified_time_in_millisecond: modified },
    },
  });

/** The downloads get these answers in order; items that one. */
async function read(answers: FakeAnswer[], options = {}, item: FakeAnswer = itemOf(5)) {
  const left = [...answers];
  const fake = createFakeDrive(({ url }) =>
    url.includes('/files/') ? item : (left.shift() ?? { status: 599 }),
  );
  const text = (async () => {
    const { body } = await fake.drive.downloads.open('f1', options);
    return Buffer.concat(await Array.fromAsync(body)).toString();
  })();
  return { text: await text.catch((error: unknown) => error), requests: fake.requests };
}

const ranges = (requests: readonly { headers: Record<string, string> }[]) =>
  requests.flatMap(({ headers }) => (headers['range'] === undefined ? [] : [headers['range']]));

describe('a cut download', () => {
  test.each([
    ['206', part('4-9/10', '456789')],
    ['200 with a place', part('4-9/10', '456789', 200)],
    ['an earlier place', part('2-9/10', '23456789')],
    ['an unknown total', part('4-9/*', '456789')],
    ['the whole file', whole('0123456789')],
    ['only a part of the rest', part('4-6/10', '456')],
  ])('goes on with %s', async (what, answer) => {
    const more = what.startsWith('only') ? [part('7-9/10', '789')] : [];
    const { text, requests } = await read([whole('0123', true), answer, ...more]);
    expect(text).toBe('0123456789');
    expect(ranges(requests)[0]).toBe('bytes=4-');
  });

  test.each([
    ['another total', part('4-11/12', '456789ab'), 'conflict'],
    ['no such range', { status: 416, headers: { 'content-range': 'bytes */3' } }, 'conflict'],
    ['a later place', part('5-9/10', '56789'), 'unexpected-response'],
    ['a range that is none', part('9-4/10', '456789'), 'unexpected-response'],
    [
      'a range of another length',
      {
        status: 206,
        headers: { ...bytes, 'content-range': 'bytes 4-9/10', 'content-length': '3' },
        text: '456',
      },
      'unexpected-response',
    ],
    [
      '206 without a place',
      { status: 206, headers: { ...bytes, 'content-length': '6' }, text: '456789' },
      'unexpected-response',
    ],
    [
      'encoded bytes',
      {
        status: 206,
        headers: { ...bytes, 'content-range': 'bytes 4-9/10', 'content-encoding': 'gzip' },
        text: 'x',
      },
      'unexpected-response',
    ],
    [
      'an error with 200',
      jsonApi({ errors: [{ id: 'R008', title: 'Unauthorized access' }] }),
      'not-found',
    ],
  ] as const)('ends with an error after %s', async (_what, answer, kind) => {
    const { text } = await read([whole('0123', true), answer]);
    expect(text).toMatchObject({ kind });
  });

  test.each([
    [
      'is gone',
      jsonApi({ errors: [{ id: 'R008', title: 'Unauthorized access' }] }, 401),
      'not-found',
    ],
    ['has no time', itemOf(undefined), 'unavailable'],
    ['was changed', itemOf(1_700_000_400_000), 'conflict'],
    ['was changed at about that time', itemOf('1699999900000'), 'unavailable'],
    [
      'is in the trash',
      jsonApi({
        data: {
          id: 'f1',
          attributes: { name: 'f', status: '51', modified_time_in_millisecond: 5 },
        },
      }),
      'conflict',
    ],
  ])('of a file that %s is not gone on with', async (_what, item, kind) => {
    const { text, requests } = await read([whole('0123', true)], {}, item);
    expect(text).toMatchObject({ kind });
    expect(ranges(requests)).toEqual([]);
  });

  test('of a file whose time the caller knows asks whether it still has it', async () => {
    const rest = part('4-9/10', '456789');
    const same = await read([whole('0123', true), rest], { modifiedAt: 7 }, itemOf('7'));
    expect(same.text).toBe('0123456789');
    const other = await read([whole('0123', true), rest], { modifiedAt: 7 }, itemOf(8));
    expect(other.text).toMatchObject({ kind: 'conflict' });
  });

  test('without an end to go to is not gone on with', async () => {
    const endless = {
      status: 200,
      headers: { ...bytes, 'transfer-encoding': 'chunked' },
      text: '01',
      cut,
    };
    expect((await read([endless])).text).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a range', () => {
  test.each([
    ['a part', part('2-4/10', '234')],
    ['an earlier and longer part', part('1-6/10', '123456')],
    ['the whole file', whole('0123456789')],
  ])('is taken out of %s', async (_what, answer) => {
    const { text, requests } = await read([answer], { from: 2, to: 5 });
    expect(text).toBe('234');
    expect(ranges(requests)).toEqual(['bytes=2-4']);
  });

  test('that was not asked for is refused, unless it is all', async () => {
    expect((await read([part('0-4/10', '01234')])).text).toMatchObject({
      kind: 'unexpected-response',
    });
    expect((await read([part('0-9/10', '0123456789', 200)])).text).toBe('0123456789');
  });
});

describe('an export', () => {
  const document = { id: 'd1', name: 'Minutes', serviceType: 'zw' };
  const file = { status: 200, headers: { ...bytes, 'transfer-encoding': 'chunked' }, text: 'PK' };

  test.each([
    [undefined, 'Minutes.docx', 'https://download.zoho.eu/v1/workdrive/download/d1'],
    ['docx', 'Minutes.docx', 'https://download.zoho.eu/v1/workdrive/download/d1'],
    ['pdf', 'Minutes.pdf', 'https://www.zohoapis.eu/writer/api/v1/download/d1?format=pdf'],
  ] as const)('to %s is %s', async (format, name, url) => {
    const fake = createFakeDrive(() => file);
    const download = await fake.drive.downloads.export(document, { format });
    expect(download.name).toBe(name);
    expect(Buffer.concat(await Array.fromAsync(download.body)).toString()).toBe('PK');
    expect(fake.requests.map((request) => request.url)).toEqual([url]);
  });

  test.each([
    ['a sheet to docx', 'zohosheet', 'docx'],
    ['a show to pdf', 'zohoshow', 'pdf'],
    ['a file to pdf', undefined, 'pdf'],
  ] as const)('of %s is refused unsent', async (_what, serviceType, format) => {
    const fake = createFakeDrive(() => file);
    const exporting = fake.drive.downloads.export({ ...document, serviceType }, { format });
    await expect(exporting).rejects.toMatchObject({ kind: 'usage' });
    expect(fake.requests).toEqual([]);
  });

  test('without the scope of Writer says which it is', async () => {
    const refused = jsonApi({ errors: [{ id: 'F7004', title: 'Invalid OAuth scope' }] }, 401);
    const { drive } = createFakeDrive(() => refused);
    const exporting = drive.downloads.export(document, { format: 'odt' });
    await expect(exporting).rejects.toMatchObject({
      kind: 'scope',
      scopes: ['ZohoWriter.documentEditor.ALL'],
    });
  });
});
