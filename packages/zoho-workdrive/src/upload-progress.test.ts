import { describe, expect, test } from 'vitest';
import { json, refused, useWorkDrive } from './testing/workdrive-network.ts';
import { toProgress } from './upload-progress.ts';

const { drive, answer } = useWorkDrive();

describe('the account of an upload', () => {
  test.each([
    ['at the top', { statusCode: 'D201', RESOURCE_ID: 'r1' }],
    ['in an object', { data: [{ AUDIT_INFO: { statusCode: 'D201' }, RESOURCE_ID: 'r1' }] }],
    ['in a string', { AUDIT_INFO: '{"statusCode":"D201","resource":{"resource_id":"r1"}}' }],
    [
      'in a string in a string',
      {
        info: JSON.stringify({
          'File INFO': JSON.stringify({ statusCode: 'D201', RESOURCE_ID: 'r1' }),
        }),
      },
    ],
  ])('is found %s', (_case, body) => {
    expect(toProgress(body)).toEqual({ status: 'stored', code: 'D201', id: 'r1' });
  });

  test.each([
    ['D9217', 'in-progress'],
    ['D9102', 'not-stored'],
    ['D9200', 'not-stored'],
    ['D9201', 'not-stored'],
    ['D9211', 'not-stored'],
    ['D9214', 'not-stored'],
    ['D9219', 'not-stored'],
    ['D9234', 'unknown'],
    ['D1', 'unknown'],
  ])('%s is %s', (statusCode, status) => {
    expect(toProgress({ AUDIT_INFO: { statusCode } })).toEqual({ status, code: statusCode });
  });

  test.each([
    ['no code', { data: [] }],
    ['nothing', undefined],
    ['something else under that name', { statusCode: 200 }],
    ['broken JSON', { AUDIT_INFO: '{"statusCode":"D201"' }],
    ['codes that contradict', [{ statusCode: 'D201' }, { statusCode: 'D9102' }]],
  ])('%s is unknown', (_case, body) => {
    expect(toProgress(body)).toMatchObject({ status: 'unknown' });
  });

  test('in progress outweighs anything else', () => {
    expect(toProgress([{ statusCode: 'D201' }, { statusCode: 'D9217' }])).toMatchObject({
      status: 'in-progress',
    });
  });

  test('stored without an id, or with two, has none', () => {
    expect(toProgress({ statusCode: 'D201' })).toMatchObject({ status: 'stored', id: undefined });
    const two = { statusCode: 'D201', a: { RESOURCE_ID: '1' }, b: { RESOURCE_ID: '2' } };
    expect(toProgress(two)).toMatchObject({ status: 'stored', id: undefined });
  });

  test('what nests without end is given up', () => {
    let body: unknown = { statusCode: 'D201' };
    for (let n = 0; n < 100; n++) body = [body];
    expect(toProgress(body)).toMatchObject({ status: 'unknown' });
  });
});

describe('uploads.progress', () => {
  test('asks about the upload of a user', async () => {
    const seen = answer(json({ AUDIT_INFO: { statusCode: 'D9217' } }));
    expect(await drive().uploads.progress('7479', 'u-1')).toMatchObject({ status: 'in-progress' });
    expect(seen).toMatchObject([
      { path: '/workdrive/uploadprogress', query: { uploadid: 'upload_7479_u-1' } },
    ]);
  });

  test.each([
    ['R008', refused(401, 'R008')],
    ['a 404', () => new Response('', { status: 404 })],
    ['nothing', () => new Response('')],
  ])('an upload that the server does not know (%s) is unknown', async (_case, given) => {
    answer(given);
    expect(await drive().uploads.progress('7479', 'u-1')).toMatchObject({ status: 'unknown' });
  });

  test('a firewall on the way does not know either, and says nothing of the upload', async () => {
    answer(() => new Response('<html>', { status: 403 }));
    await expect(drive().uploads.progress('7479', 'u-1')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test('an outage is not an account', async () => {
    answer(() => new Response('', { status: 503 }));
    await expect(drive().uploads.progress('7479', 'u-1')).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });
});
