import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

const deal = '5000000000000000001';
const base = `/crm/v8/Deals_X/${deal}/Attachments`;

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: deal, Name: 'Pier' }] }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

function form(parts: Record<string, string | Blob>, name = 'plan.pdf'): FormData {
  const body = new FormData();
  for (const [key, value] of Object.entries(parts)) {
    if (typeof value === 'string') body.append(key, value);
    else body.append(key, value, name);
  }
  return body;
}

async function upload(body: FormData, path = base): Promise<Reply> {
  return await visitor.call('api', path, { method: 'POST', body });
}

function idOf(reply: Reply): string {
  const [row] = (reply.json?.['data'] ?? []) as { details: { id: string } }[];
  return row?.details.id ?? '';
}

test('an uploaded file is attached and comes back byte for byte under its name', async () => {
  const up = await upload(form({ file: new Blob(['the plan']) }, 'plän ’1’.pdf'));
  expect(up).toMatchObject({
    status: 200,
    json: {
      data: [
        {
          code: 'SUCCESS',
          message: 'attachment uploaded successfully',
          details: {
            id: expect.stringMatching(/^\d{19}$/),
            Created_Time: expect.stringMatching(/\+01:00$/),
            Modified_Time: expect.any(String),
            Created_By: { name: 'User A' },
            Modified_By: { name: 'User A' },
          },
        },
      ],
    },
  });
  const down = await visitor.call('api', `${base}/${idOf(up)}`);
  expect(down.text).toBe('the plan');
  expect(down.headers.get('content-type')).toBe('application/octet-stream');
  expect(down.headers.get('content-disposition')).toBe(
    `attachment;filename*=UTF-8''${encodeURIComponent('plän ’1’.pdf')}`,
  );
});

test('a list of attachments has only the requested keys', async () => {
  await upload(form({ file: new Blob(['1234']) }));
  const list = await visitor.call('api', `${base}?fields=File_Name,Size,Parent_Id,$file_id`);
  expect(list.json).toEqual({
    data: [
      {
        id: expect.any(String),
        File_Name: 'plan.pdf',
        Size: '4',
        Parent_Id: { name: 'Pier', id: deal },
        $file_id: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ],
    info: {
      per_page: 200,
      next_page_token: null,
      count: 1,
      page: 1,
      previous_page_token: null,
      more_records: false,
    },
  });
});

test('a list of attachments can have all the keys of Zoho’s sample', async () => {
  await upload(form({ file: new Blob(['1234']) }));
  const keys =
    'id,File_Name,Size,Owner,Created_Time,Modified_Time,Parent_Id,$file_id,$se_module,$type,$editable';
  const list = await visitor.call('api', `${base}?fields=${keys}`);
  const [row] = (list.json?.['data'] ?? []) as object[];
  expect(Object.keys(row ?? {}).toSorted()).toEqual(keys.split(',').toSorted());
});

test('a list without attachments is empty: 204 without a body', async () => {
  const list = await visitor.call('api', `${base}?fields=id`);
  expect(list).toMatchObject({ status: 204, text: '' });
});

test('pages of attachments go on by number and by token', async () => {
  for (const name of ['1', '2', '3']) await upload(form({ file: new Blob([name]) }, name));
  const first = await visitor.call('api', `${base}?fields=File_Name&per_page=2`);
  const { next_page_token: token } = (first.json?.['info'] ?? {}) as { next_page_token: string };
  for (const more of ['per_page=2&page=2', `per_page=2&page_token=${token}`]) {
    const second = await visitor.call('api', `${base}?fields=File_Name&${more}`);
    expect(second.json).toMatchObject({
      data: [{ File_Name: '1' }],
      info: { page: 2, count: 1, more_records: false },
    });
  }
});

test('a link is attached by its address and cannot be downloaded', async () => {
  const up = await upload(form({ attachmentUrl: 'https://example.com/a', title: 'A link' }));
  const list = await visitor.call('api', `${base}?fields=File_Name,Size,$link_url,$type`);
  expect(list.json).toMatchObject({
    data: [{ File_Name: 'A link', Size: null, $link_url: 'https://example.com/a' }],
  });
  const down = await visitor.call('api', `${base}/${idOf(up)}`);
  expect(down).toMatchObject({
    status: 400,
    json: {
      code: 'DOWNLOAD_NOT_ALLOWED',
      details: {},
      message: 'As it is a linked attachment, you can not download it',
      status: 'error',
    },
  });
});

test('a link may have its title in the query', async () => {
  await upload(form({ attachmentUrl: 'https://example.com/a' }), `${base}?title=Ours`);
  const list = await visitor.call('api', `${base}?fields=File_Name`);
  expect(list.json).toMatchObject({ data: [{ File_Name: 'Ours' }] });
});

test('a download of an unknown attachment is 204', async () => {
  expect(await visitor.call('api', `${base}/123`)).toMatchObject({ status: 204, text: '' });
});

test('a deleted attachment is gone, and cannot be deleted again', async () => {
  const path = `${base}/${idOf(await upload(form({ file: new Blob(['x']) })))}`;
  const gone = await visitor.call('api', path, { method: 'DELETE' });
  expect(gone).toMatchObject({
    status: 200,
    json: {
      data: [{ code: 'SUCCESS', message: 'record deleted', details: { id: path.slice(-19) } }],
    },
  });
  expect((await visitor.call('api', path)).status).toBe(204);
  expect(await visitor.call('api', path, { method: 'DELETE' })).toMatchObject({
    status: 400,
    json: {
      code: 'INVALID_DATA',
      details: { resource_path_index: 1 },
      message: 'the related id given seems to be invalid',
    },
  });
});

test('attachments belong to their record alone', async () => {
  const id = idOf(await upload(form({ file: new Blob(['x']) })));
  const { json } = await visitor.call('api', '/crm/v8/Deals_X', {
    method: 'POST',
    json: { data: [{ Name: 'Other' }] },
  });
  const [row] = (json?.['data'] ?? []) as { details: { id: string } }[];
  const other = `/crm/v8/Deals_X/${row?.details.id}/Attachments`;
  expect((await visitor.call('api', `${other}?fields=id`)).status).toBe(204);
  expect((await visitor.call('api', `${other}/${id}`)).status).toBe(204);
});

test.each([
  [
    'an unknown record',
    'GET',
    '/crm/v8/Deals_X/12/Attachments?fields=id',
    'INVALID_DATA',
    { resource_path_index: 1 },
  ],
  [
    'an unknown module',
    'GET',
    '/crm/v8/Nope/12/Attachments?fields=id',
    'INVALID_MODULE',
    { resource_path_index: 0 },
  ],
  ['a list without fields', 'GET', base, 'REQUIRED_PARAM_MISSING', { param_name: 'fields' }],
  [
    'a page beyond 2,000 rows',
    'GET',
    `${base}?fields=id&page=11`,
    'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    { limit: 2000 },
  ],
  [
    'more than 200 per page',
    'GET',
    `${base}?fields=id&per_page=201`,
    'PATTERN_NOT_MATCHED',
    { param_name: 'per_page' },
  ],
  [
    'a token that is none',
    'GET',
    `${base}?fields=id&page_token=abc`,
    'INVALID_DATA',
    { param_name: 'page_token' },
  ],
  ['an upload without a form', 'POST', base, 'REQUIRED_PARAM_MISSING', { param_name: 'file' }],
])('%s is refused', async (_, method, path, code, details) => {
  const reply = await visitor.call('api', path, { method });
  expect(reply).toMatchObject({ status: 400, json: { code, details, status: 'error' } });
});

test.each([
  ['a file and a link at once', { file: new Blob(['x']), attachmentUrl: 'https://e.com' }, 'file'],
  ['an address that is none', { attachmentUrl: 'not an address' }, 'attachmentUrl'],
  [
    'an address of more than 3,000 characters',
    { attachmentUrl: `https://e.com/${'x'.repeat(3000)}` },
    'attachmentUrl',
  ],
  [
    'a title of more than 255 characters',
    { attachmentUrl: 'https://e.com', title: 'x'.repeat(256) },
    'title',
  ],
])('%s is refused', async (_, parts, name) => {
  const reply = await upload(form(parts));
  expect(reply).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { param_name: name } },
  });
});

test.each([413, 415] as const)('a file of more than 20 MB is refused with %i', async (status) => {
  emulator.setProfile({ attachmentTooLargeStatus: status });
  const large = new Blob([new Uint8Array(20 * 2 ** 20 + 1)]);
  expect(await upload(form({ file: large }))).toMatchObject({
    status,
    json: { code: 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE', details: {}, status: 'error' },
  });
  expect((await visitor.call('api', `${base}?fields=id`)).status).toBe(204);
});

test('a file of 20 MB is taken', async () => {
  const largest = new Blob([new Uint8Array(20 * 2 ** 20)]);
  expect((await upload(form({ file: largest }))).status).toBe(200);
});

test.each([
  ['ZohoCRM.modules.attachments.ALL', 401],
  ['ZohoCRM.modules.deals_x.READ', 401],
  ['ZohoCRM.modules.attachments.READ ZohoCRM.modules.custom.READ', 204],
])(
  'a list of attachments needs the scope of the module and of attachments: %s',
  async (scopes, status) => {
    const seed = smallSeed({ records: [{ id: deal, Name: 'Pier' }] });
    seed.orgs.a.scopes = scopes.split(' ');
    emulator.reset(seed);
    const reply = await createVisitor(emulator).call('api', `${base}?fields=id`);
    expect(reply.status).toBe(status);
  },
);

test('a lost answer leaves the attachment behind, a call that never commits does not', async () => {
  const match = { method: 'POST', path: '/Attachments', times: 1 };
  emulator.faults.add({ match, effect: { kind: 'answer-lost' } });
  await expect(upload(form({ file: new Blob(['x']) }))).rejects.toThrow('fetch failed');
  emulator.faults.add({ match, effect: { kind: 'never-commit' } });
  await expect(upload(form({ file: new Blob(['y']) }))).rejects.toThrow('fetch failed');
  const list = await visitor.call('api', `${base}?fields=Size`);
  expect(list.json?.['data']).toHaveLength(1);
});
