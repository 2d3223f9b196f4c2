import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';
import { createByteStore } from './byte-store.ts';

const deal = '5000000000000000001';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  const seed = smallSeed({ records: [{ id: deal, Name: 'Pier' }] });
  seed.orgs.a.crm.modules['Deals_X']?.fields.push({ api_name: 'Plans', data_type: 'fileupload' });
  emulator = await createEmulator({ seed });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

async function upload(
  files: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[],
): Promise<Reply> {
  const body = new FormData();
  for (const [name, bytes] of files) body.append('file', new Blob([bytes]), name);
  return await visitor.call('api', '/crm/v8/files?type=inline', { method: 'POST', body });
}

interface FileRow {
  code: string;
  message: string;
  details: { name: string; id: string };
}

function rowsOf(reply: Reply): FileRow[] {
  return reply.json?.['data'] as FileRow[];
}

test('each uploaded file has an id that means nothing, and a message with Zoho’s misspelling', async () => {
  const reply = await upload([
    ['a.txt', 'one'],
    ['b.txt', 'two'],
  ]);
  expect(reply.status).toBe(200);
  expect(rowsOf(reply)).toMatchObject([
    { message: 'a.txt uploaded Succeessfully', details: { name: 'a.txt' } },
    { message: 'b.txt uploaded Succeessfully', details: { name: 'b.txt' } },
  ]);
  expect(rowsOf(reply)[0]?.details.id).toMatch(/^[0-9a-f]{64}$/);
});

test('a file of the store is downloaded by its id', async () => {
  const [row] = rowsOf(await upload([['a.txt', 'one']]));
  const down = await visitor.call('api', `/crm/v8/files?id=${row?.details.id}`);
  expect(down).toMatchObject({ status: 200, text: 'one' });
  expect(down.headers.get('content-disposition')).toContain('a.txt');
});

test('an unknown file is 204, one without an id is refused', async () => {
  expect((await visitor.call('api', '/crm/v8/files?id=abc')).status).toBe(204);
  expect(await visitor.call('api', '/crm/v8/files')).toMatchObject({
    status: 400,
    json: { code: 'REQUIRED_PARAM_MISSING', details: { param_name: 'id' } },
  });
});

test('a file of the other org is unknown', async () => {
  const [row] = rowsOf(await upload([['a.txt', 'one']]));
  const other = createVisitor(emulator, 'b');
  expect((await other.call('api', `/crm/v8/files?id=${row?.details.id}`)).status).toBe(204);
});

test('ten files go in one upload, eleven are refused', async () => {
  const files = Array.from({ length: 11 }, (_, n) => [`${n}.txt`, 'x'] as const);
  expect(rowsOf(await upload(files.slice(1)))).toHaveLength(10);
  expect(await upload(files)).toMatchObject({
    status: 400,
    json: { code: 'failure_in_attachment_handling' },
  });
});

test('one file of more than 20 MB refuses them all', async () => {
  const reply = await upload([
    ['small', 'x'],
    ['large', new Uint8Array(20 * 2 ** 20 + 1)],
  ]);
  expect(reply).toMatchObject({
    status: 415,
    json: { code: 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE', details: {} },
  });
});

test('a body that is no form is refused', async () => {
  const reply = await visitor.call('api', '/crm/v8/files', { method: 'POST', body: 'x' });
  expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
});

test('a virus is refused', async () => {
  const text =
    String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  const reply = await upload([['a.txt', text]]);
  expect(reply).toMatchObject({ status: 400, json: { code: 'VIRUS_DETECTED' } });
});

test('a file field takes an uploaded file, which is downloaded through the record', async () => {
  const [row] = rowsOf(await upload([['plan.pdf', 'the plan']]));
  const id = row?.details.id;
  await visitor.call('api', `/crm/v8/Deals_X/${deal}`, {
    method: 'PUT',
    json: { data: [{ Plans: [{ File_Id__s: id }] }] },
  });
  const { json } = await visitor.call('api', `/crm/v8/Deals_X/${deal}`);
  const [record] = (json?.['data'] ?? []) as { Plans: { Attachment_Id: string }[] }[];
  const entry = record?.Plans[0];
  expect(entry).toMatchObject({ File_Id__s: id, File_Name__s: 'plan.pdf' });
  const path = `/crm/v8/Deals_X/${deal}/actions/download_fields_attachment`;
  const down = await visitor.call('api', `${path}?fields_attachment_id=${entry?.Attachment_Id}`);
  expect(down).toMatchObject({ status: 200, text: 'the plan' });
  expect((await visitor.call('api', `${path}?fields_attachment_id=1`)).status).toBe(204);
  expect(await visitor.call('api', path)).toMatchObject({
    status: 400,
    json: { code: 'REQUIRED_PARAM_MISSING', details: { param_name: 'fields_attachment_id' } },
  });
});

test('bytes beyond the bound of memory lie on disk until the store is disposed of', async () => {
  const found = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('zoho-emulator-crm-'));
  const before = found();
  const store = createByteStore({ memory: 4 });
  const [small, large] = [store.put(Buffer.from('1234')), store.put(Buffer.from('56789'))];
  expect(await Array.fromAsync(small.open(), String)).toEqual(['1234']);
  expect(await Array.fromAsync(large.open(), String)).toEqual(['56789']);
  const directory = mkdtempSync(join(tmpdir(), 'zoho-emulator-test-'));
  const kept: string[] = [];
  const blobs = {
    keep: (path: string) => String(kept.push(path) - 1),
    locate: (name: string) => kept[Number(name)] ?? '',
  };
  for (const bytes of [small, large]) {
    const again = store.restore(JSON.parse(JSON.stringify(bytes.capture(blobs))), blobs);
    expect(Buffer.concat(await Array.fromAsync(again.open()))).toEqual(
      Buffer.concat(await Array.fromAsync(bytes.open())),
    );
  }
  expect(kept).toHaveLength(1);
  store.dispose();
  rmSync(directory, { recursive: true });
  expect(found().filter((name) => !before.includes(name))).toEqual([]);
});
