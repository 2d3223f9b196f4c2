import { createConnection } from '@zohokit/zoho-auth';
import { createFakeFetch, createVirtualClock, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { createWorkDriveClient } from './client.ts';

/** A download whose answer, headers included, is exactly this. */
function open(answer: FakeAnswer) {
  const token = { access_token: 'a-token', expires_in: 3600 };
  const connection = createConnection({
    name: 'org B',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'the-secret',
    refreshToken: '1000.refresh',
    userId: '747938014',
    fetch: createFakeFetch({ status: 200, json: token }).fetch,
    byteFetch: createFakeFetch(answer).fetch,
    clock: createVirtualClock(),
  });
  return createWorkDriveClient(connection).downloads.open('file-1');
}

const bytes = { 'content-type': 'application/octet-stream' };
const text = 'hello';

test.each<[string, Record<string, string>, number | undefined]>([
  ['a length', { 'content-length': '5' }, 5],
  ['chunks', { 'transfer-encoding': 'chunked' }, undefined],
])('a file that ends with %s is delivered', async (_what, headers, size) => {
  const download = await open({ status: 200, headers: { ...bytes, ...headers }, text });
  expect(download.size).toBe(size);
  expect(Buffer.concat(await Array.fromAsync(download.body)).toString()).toBe(text);
});

test.each<[string, Record<string, string>]>([
  ['no sign of its end', {}],
  ['a connection that is closed', { connection: 'close' }],
  ['a length that is none', { 'content-length': 'five' }],
])('bytes with %s may be half a file', async (_what, headers) => {
  await expect(
    open({ status: 200, headers: { ...bytes, ...headers }, text }),
  ).rejects.toMatchObject({ kind: 'unavailable', retry: { kind: 'backoff' } });
});

test.each<[string, number, Record<string, string>]>([
  ['with status 206', 206, { 'content-length': '5', 'content-range': 'bytes 0-4/10' }],
  ['with status 200', 200, { 'content-length': '5', 'content-range': 'bytes 5-9/10' }],
])('a part of a file is not the file: %s', async (_what, status, headers) => {
  await expect(open({ status, headers: { ...bytes, ...headers }, text })).rejects.toMatchObject({
    kind: 'unexpected-response',
  });
});

const json = { 'content-type': 'application/json', 'content-length': '99' };

test.each([
  ['INVALID_TICKET', '{"error":{"title":"INVALID_TICKET"}}', 'unexpected-response'],
  ['R008', '{"errors":[{"id":"R008","title":"Unauthorized access"}]}', 'not-found'],
])('an error in plain JSON with status 200 is the error it is: %s', async (code, body, kind) => {
  await expect(open({ status: 200, headers: json, text: body })).rejects.toMatchObject({
    kind,
    code,
  });
});

test.each(['.', '..', 'a/b', ''])('%j is no file', async (id) => {
  const drive = createWorkDriveClient(
    createConnection({
      name: 'org B',
      dataCenter: 'eu',
      clientId: '1000.CLIENT',
      clientSecret: 'the-secret',
      refreshToken: '1000.refresh',
      userId: '747938014',
    }),
  );
  await expect(drive.downloads.open(id)).rejects.toMatchObject({ kind: 'usage' });
});
