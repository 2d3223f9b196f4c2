import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { generatedContent } from './generated-content.ts';
import { collect } from './testing/drive-harness.ts';

const size = 8 * 1024 * 1024;
const org = (team: string) => ({
  dataCenter: 'eu',
  name: team,
  user: { name: 'Ann', email: 'ann@a.example' },
  workdrive: {
    team,
    myFolders: [{ key: 'big', name: 'big.bin', size, contentSeed: 6 }],
    teamFolders: [],
  },
});

let emulator: Emulator;
let token: string;
beforeEach(async () => {
  emulator = await createEmulator({ seed: { orgs: { a: org('A'), b: org('B') } } });
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const answer = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    }),
  });
  const json: unknown = await answer.json();
  token = String(Reflect.get(Object(json), 'access_token'));
});
afterEach(() => emulator.close());

const headers = () => ({ authorization: `Zoho-oauthtoken ${token}` });
const names = () => emulator.files('a').map(({ name }) => name);

function get(host: string, path: string, more: Record<string, string> = {}): Promise<Response> {
  return fetch(`${emulator.url}/_host/${host}${path}`, { headers: { ...headers(), ...more } });
}

/** A stream upload whose body is still to be written. */
function openStream(uploadId: string, length: number): ClientRequest {
  const request = httpRequest(
    `${emulator.url}/_host/upload.zoho.eu/workdrive-api/v1/stream/upload`,
    {
      method: 'POST',
      headers: {
        ...headers(),
        'content-length': length,
        'upload-id': uploadId,
        'x-filename': `${uploadId}.bin`,
        'x-parent_id': emulator.orgs.a.rootFolderId,
        'x-streammode': '1',
      },
    },
  );
  // Breaking off is what these tests do.
  return request.on('error', () => undefined);
}

async function progress(uploadId: string): Promise<string | undefined> {
  const id = `upload_${emulator.orgs.a.userId}_${uploadId}`;
  const answer = await get('www.zohoapis.eu', `/workdrive/uploadprogress?uploadid=${id}`);
  return /D\d+/.exec(await answer.text())?.[0];
}

test('a form that fetch writes is stored under its name', async () => {
  const form = new FormData();
  form.set('parent_id', emulator.orgs.a.rootFolderId);
  form.set('content', new Blob(['hello']), 'hello world.txt');

  const answer = await fetch(`${emulator.url}/_host/www.zohoapis.eu/workdrive/api/v1/upload`, {
    method: 'POST',
    headers: headers(),
    body: form,
  });

  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/vnd.api+json;charset=UTF-8');
  expect(names()).toContain('hello world.txt');
});

test('what is downloaded can be uploaded as it comes', async () => {
  const path = `/v1/workdrive/download/${emulator.orgs.a.ids['big']}`;
  const download = await get('download.zoho.eu', path);
  const upload = openStream('copy', Number(download.headers.get('content-length')));
  for await (const chunk of download.body ?? []) upload.write(chunk);

  const answer = await new Promise<IncomingMessage>((resolve) =>
    upload.end().on('response', resolve),
  );

  expect(answer.statusCode).toBe(200);
  const [source, copy] = emulator.files('a');
  expect(copy).toMatchObject({ name: 'copy.bin', size, md5: source?.md5 });
  expect(await progress('copy')).toBe('D201');
});

test('a range comes with 206 and its place', async () => {
  const path = `/v1/workdrive/download/${emulator.orgs.a.ids['big']}`;
  const answer = await get('download.zoho.eu', path, { range: 'bytes=70000-70009' });

  const expected = await collect(generatedContent({ seed: 6, size }).open(70_000, 70_010));
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toBe(`bytes 70000-70009/${size}`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(expected);
});

test('a client that breaks off within the body has stored nothing', async () => {
  const upload = openStream('cut', 1000);
  upload.write(Buffer.alloc(500));
  await expect.poll(() => progress('cut')).toBe('D9217');

  upload.destroy();

  await expect.poll(() => progress('cut')).toBe('D9102');
  expect(names()).not.toContain('cut.bin');
});

test('a client that hangs up before the answer has stored its file a while later', async () => {
  emulator.setProfile({ lateCommitMs: 8000 });
  const fault = emulator.faults.add({ match: { role: 'upload' }, effect: { kind: 'hold' } });
  const upload = openStream('late', 5);
  upload.end('hello');
  await fault.whenFired;

  upload.destroy();

  emulator.clock.advance(1000);
  await expect.poll(() => progress('late')).toBe('D9217');
  expect(names()).not.toContain('late.bin');
  await expect
    .poll(() => {
      emulator.clock.advance(8000);
      return names();
    })
    .toContain('late.bin');
  expect(await progress('late')).toBe('D201');
});
