import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../testing/visitor.ts';

const api = '/workdrive/api/v1';
let emulator: Emulator;
let visitor: Visitor;
const myFolders = [
  { key: 'file', name: 'a.txt', text: 'hello' },
  { key: 'folder', name: 'Folder', children: [] },
];

beforeEach(async () => {
  const workdrive = { team: 'Team A', myFolders, teamFolders: [] };
  emulator = await createEmulator({ seed: smallSeed({ a: { workdrive } }) });
  visitor = createVisitor(emulator);
});
afterEach(() => emulator.close());

const id = (key: string) => emulator.orgs.a.ids[key] ?? '';
const codeOf = ({ json }: { json: Record<string, unknown> | undefined }) =>
  /"id":"(\w+)"/.exec(JSON.stringify(json?.['errors']))?.[1];

/** One request after the other, as fast as the pace allows. */
async function slowly(path: string, times: number) {
  const replies = [];
  for (let n = 0; n < times; n += 1) {
    emulator.clock.advance(170);
    replies.push(await visitor.call('api', path));
  }
  return replies;
}

test('the sixth R008 for one id in a minute is 429 F7008, and everything is refused then', async () => {
  const replies = await slowly(`${api}/files/nowhere`, 6);

  expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
  expect(codeOf(replies[5] ?? { json: undefined })).toBe('F7008');
  expect(replies[5]?.headers.get('retry-after')).toBe('119');
  expect((await visitor.call('api', `${api}/users/me`)).status).toBe(429);
  emulator.clock.advance(300_000);
  expect((await visitor.call('api', `${api}/users/me`)).status).toBe(200);
});

test('R008 for many ids, or over more than a minute, is no offence', async () => {
  for (let n = 0; n < 8; n += 1) {
    expect((await slowly(`${api}/files/nowhere${n}`, 1))[0]?.status).toBe(401);
    emulator.clock.advance(13_000);
    expect((await slowly(`${api}/files/nowhere`, 1))[0]?.status).toBe(401);
  }
});

test('fifteen listings of one folder back to back pass, the sixteenth is refused for 299 s', async () => {
  const replies = await slowly(`${api}/files/${id('folder')}/files`, 16);

  expect(replies.slice(0, 15).every(({ status }) => status === 200)).toBe(true);
  expect(replies[15]?.status).toBe(429);
  expect(replies[15]?.headers.get('retry-after')).toBe('299');
});

test('the pace is shared by the API, the upload and the download host', async () => {
  emulator.setProfile({ repeatedMissing: 0 });
  for (let n = 0; n < 2; n += 1) {
    await visitor.call('api', `${api}/users/me`);
    await visitor.call('download', `/v1/workdrive/download/${id('file')}`);
    await visitor.call('upload', '/workdrive-api/v1/stream/upload', { method: 'POST', body: 'x' });
  }
  const answers = await Promise.all([
    visitor.call('api', `${api}/users/me`),
    visitor.call('download', `/v1/workdrive/download/${id('file')}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([429, 429]);
});

test.each([
  ['lenient', 'text/html', 415],
  ['lenient', 'application/json', 200],
  ['strict', 'application/json', 415],
  ['strict', 'application/vnd.api+json', 200],
  ['off', 'text/html', 200],
] as const)('with a %s check an Accept header of %s is %i', async (acceptCheck, accept, status) => {
  emulator.setProfile({ acceptCheck });
  const answer = await visitor.call('api', `${api}/users/me`, { headers: { accept } });
  expect(answer.status).toBe(status);
});

test('answers are labelled vnd.api+json, and errors are a list with id and title', async () => {
  const answer = await visitor.call('api', `${api}/users/me`);
  const refused = await visitor.call('api', `${api}/files/nowhere`);
  for (const { headers } of [answer, refused]) {
    expect(headers.get('content-type')).toBe('application/vnd.api+json;charset=UTF-8');
  }
  expect(refused.json).toEqual({ errors: [{ id: 'R008', title: 'Unauthorized access' }] });
});

test.each([
  ['accelerator', 'https://download-accl.zoho.eu/v1/workdrive/download/'],
  ['download', 'https://download.zoho.eu/v1/workdrive/download/'],
  ['web', 'https://workdrive.zoho.eu/download/'],
] as const)('download_url lies on the %s host', async (downloadUrl, start) => {
  emulator.setProfile({ downloadUrl });
  const info = await visitor.call('api', `${api}/files/${id('file')}`);
  expect(info.text).toContain(`"download_url":"${start}${id('file')}"`);
});

test('the accelerator of download_url gives the same bytes as the download host', async () => {
  const authorization = `Zoho-oauthtoken ${await visitor.token()}`;
  const url = `${emulator.url}/_host/download-accl.zoho.eu/v1/workdrive/download/${id('file')}`;
  const answer = await fetch(url, { headers: { authorization } });
  expect(await answer.text()).toBe('hello');
});

test('a part is 200 with its place where the profile says so', async () => {
  emulator.setProfile({ rangeStatus: 200 });
  const path = `/v1/workdrive/download/${id('file')}`;
  const answer = await visitor.call('download', path, { headers: { range: 'bytes=1-2' } });
  expect([answer.status, answer.text]).toEqual([200, 'el']);
  expect(answer.headers.get('content-range')).toBe('bytes 1-2/5');
});

test('an id that is missing is 404 R009 where the profile says so', async () => {
  emulator.setProfile({ missingItem: 'R009' });
  const answer = await visitor.call('api', `${api}/files/nowhere`);
  expect([answer.status, codeOf(answer)]).toEqual([404, 'R009']);
});

test('a wrong path is 404 and a wrong verb 405', async () => {
  expect(await visitor.call('api', `${api}/nothing/here`)).toMatchObject({
    status: 404,
    json: { errors: [{ id: 'F000', title: 'URL_RULE_NOT_CONFIGURED' }] },
  });
  expect(await visitor.call('api', `${api}/users/me`, { method: 'DELETE' })).toMatchObject({
    status: 405,
    json: { errors: [{ id: 'F000', title: 'INVALID_METHOD' }] },
  });
});

test.each([502, 503, 504])(
  'a fault answers %i with a page, as the gateway does',
  async (status) => {
    const effect = {
      kind: 'status' as const,
      status,
      text: '<html></html>',
      headers: { 'content-type': 'text/html' },
    };
    emulator.faults.add({ match: { method: 'POST', path: `${api}/files` }, effect });
    const data = { attributes: { name: 'New', parent_id: id('folder') } };
    const create = () => visitor.call('api', `${api}/files`, { method: 'POST', json: { data } });

    const refused = await create();

    expect([refused.status, refused.text]).toEqual([status, '<html></html>']);
    expect(refused.headers.get('content-type')).toContain('text/html');
    expect((await visitor.call('api', `${api}/files/${id('folder')}/files`)).json).toEqual({
      data: [],
    });
    expect((await create()).status).toBe(201);
  },
);

test('the dedicated hosts ask for a scope of ZohoFiles, the old download does not', async () => {
  const seed = smallSeed({ a: { workdrive: { team: 'T', myFolders, teamFolders: [] } } });
  seed.orgs.a.scopes = ['WorkDrive.files.ALL'];
  emulator.reset(seed);
  visitor = createVisitor(emulator);
  const download = await visitor.call('download', `/v1/workdrive/download/${id('file')}`);
  expect([download.status, codeOf(download), download.reason]).toEqual([
    401,
    'F7004',
    'INVALID_OAUTHSCOPE',
  ]);
  const stream = await visitor.call('upload', '/workdrive-api/v1/stream/upload', {
    method: 'POST',
  });
  expect(codeOf(stream)).toBe('F7004');
  expect((await visitor.call('api', `${api}/download/${id('file')}`)).text).toBe('hello');
});

test('no token is U001, a wrong one F7003 with a challenge', async () => {
  expect(codeOf(await visitor.ask('api', `${api}/users/me`))).toBe('U001');
  const headers = { authorization: 'Zoho-oauthtoken 1000.x' };
  const wrong = await visitor.ask('api', `${api}/users/me`, { headers });
  expect(codeOf(wrong)).toBe('F7003');
  expect(wrong.headers.get('www-authenticate')).toContain('invalid_token');
});

test('malformed JSON is 500 F000, which is permanent', async () => {
  const answer = await visitor.call('api', `${api}/files`, { method: 'POST', body: '{"data":' });
  expect([answer.status, codeOf(answer)]).toEqual([500, 'F000']);
});
