import { discard, type ByteStream } from '@zohokit/zoho-http';
import { describe, expect, test } from 'vitest';
import type { CrmClient } from '../client.ts';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { failed, flat, rows, scriptedCrm } from '../testing/scripted-crm.ts';
import { multipart } from './multipart.ts';
import { toStoredFile } from './stored-file.ts';

const { crm, emulator } = useEmulatedCrm({
  Deals_X: {
    fields: [{ api_name: 'Contract', data_type: 'fileupload' }],
    records: [{ id: '1', Name: 'one' }],
  },
});

async function* chunks(text: string) {
  for (let at = 0; at < text.length; at += 1_000) yield Buffer.from(text.slice(at, at + 1_000));
}

const toSend = (name: string, text: string) => ({
  name,
  size: Buffer.byteLength(text),
  open: () => chunks(text),
});

const textOf = async (body: ByteStream) => Buffer.concat(await Array.fromAsync(body)).toString();

test('an attachment goes up and comes down as a stream, is listed and deleted', async () => {
  const attachments = crm().attachments('Deals_X');
  const text = 'hello\r\n--'.repeat(5_000);
  const id = await attachments.upload('1', toSend('ü "x".txt', text));
  const file = await attachments.download('1', id);
  expect(file).toMatchObject({ name: 'ü %22x%22.txt', size: text.length });
  expect(await textOf(file.body)).toBe(text);

  const link = await attachments.link('1', { url: 'https://example.com/a', title: 'A' });
  await expect(attachments.download('1', link)).rejects.toMatchObject({
    kind: 'refused',
    code: 'DOWNLOAD_NOT_ALLOWED',
  });
  const listed = await Array.fromAsync(attachments.list('1'));
  expect(
    listed.map((row) => String(row['File_Name'])).toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(['A', 'ü %22x%22.txt']);

  await attachments.delete('1', id);
  expect(await Array.fromAsync(attachments.list('1', { fields: ['id'] }))).toEqual([{ id: link }]);
  await expect(attachments.download('1', id)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(attachments.delete('1', id)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(attachments.upload('77', toSend('a', 'a'))).rejects.toMatchObject({
    kind: 'not-found',
  });
});

test('a file goes into a field and comes out of it', async () => {
  const { files, module } = crm();
  const [first = '', second = ''] = await files.upload([
    toSend('a.txt', 'A'),
    toSend('b.txt', 'B'),
  ]);
  const stored = await files.download(second);
  expect(stored.name).toBe('b.txt');
  expect(await textOf(stored.body)).toBe('B');

  const row = { id: '1', Contract: [{ File_Id__s: first }] };
  expect(await module('Deals_X').update([row])).toMatchObject([{ ok: true }]);
  const entries = emulator().records('a', 'Deals_X')[0]?.['Contract'] as { id: string }[];
  const file = await files.downloadField('Deals_X', '1', entries[0]?.id ?? '');
  expect(await textOf(file.body)).toBe('A');
  await expect(files.download('nope')).rejects.toMatchObject({ kind: 'not-found' });
});

test('an upload whose answer is lost: the attachment is in doubt, the file sent again', async () => {
  const lose = (path: RegExp) =>
    emulator().faults.add({ match: { path }, effect: { kind: 'answer-lost' } });
  lose(/Attachments$/u);
  lose(/files$/u);
  const doubt = crm().attachments('Deals_X').upload('1', toSend('a', 'a'));
  await expect(doubt).rejects.toMatchObject({ kind: 'maybe-committed' });
  expect(await crm().files.upload([toSend('a', 'a')])).toHaveLength(1);
});

test('a download that breaks breaks its reader', async () => {
  const attachments = crm().attachments('Deals_X');
  const id = await attachments.upload('1', toSend('a', 'x'.repeat(50_000)));
  emulator().faults.add({ match: { method: 'GET' }, effect: { kind: 'cut-body', afterBytes: 9 } });
  const { body } = await attachments.download('1', id);
  await expect(textOf(body)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('what Zoho refuses of a file is refused', async () => {
  const virus = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!'].join('');
  await expect(crm().files.upload([toSend('a', virus)])).rejects.toMatchObject({
    kind: 'refused',
    code: 'VIRUS_DETECTED',
  });
});

describe('over the wire', () => {
  test('an upload is a form of known length with one file', async () => {
    const answer = rows(200, { status: 'success', code: 'SUCCESS', details: { id: '9' } });
    const { crm: scripted, requests } = scriptedCrm([answer]);
    await scripted.attachments('Deals').upload('5', toSend('a.txt', 'A'));
    const [sent] = requests;
    expect(sent).toMatchObject({
      method: 'POST',
      path: 'www.zohoapis.eu/crm/v8/Deals/5/Attachments',
    });
    expect(sent?.headers['content-length']).toBe(String(sent?.body.length));
    const form = await new Response(sent?.body ?? '', {
      headers: { 'content-type': sent?.headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('file');
    expect(file instanceof File && [file.name, await file.text()]).toEqual(['a.txt', 'A']);
  });

  test.each([
    ['FILE_SIZE_MORE_THAN_ALLOWED_SIZE', flat(413, 'FILE_SIZE_MORE_THAN_ALLOWED_SIZE'), 'refused'],
    ['a row of INVALID_DATA', rows(400, failed('INVALID_DATA')), 'refused'],
    ['NO_PERMISSION', flat(403, 'NO_PERMISSION'), 'authorization'],
    ['a success without a row', rows(200), 'maybe-committed'],
  ])('%s rejects an upload', async (_what, answer, kind) => {
    const { crm: scripted } = scriptedCrm([answer]);
    const upload = scripted.attachments('Deals').upload('5', toSend('a', 'a'));
    await expect(upload).rejects.toMatchObject({ kind });
  });

  test('a stored file without an id leaves the upload in doubt', async () => {
    const { crm: scripted } = scriptedCrm([rows(200, failed('INTERNAL_ERROR'))]);
    await expect(scripted.files.upload([toSend('a', 'a')])).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
  });

  const big = { name: 'a', size: 20 * 2 ** 20 + 1, open: () => chunks('') };
  test.each<[string, (crm: CrmClient) => Promise<unknown>]>([
    ['a large file', ({ files }) => files.upload([big])],
    ['a broken size', ({ files }) => files.upload([{ ...big, size: -1 }])],
    ['no name', ({ files }) => files.upload([{ ...big, size: 1, name: '' }])],
    ['no file', ({ files }) => files.upload([])],
    ['11 files', ({ files }) => files.upload(Array.from({ length: 11 }, () => big))],
    ['no id', ({ files }) => files.download('')],
    ['a record that is none', ({ files }) => files.downloadField('Deals', 'x', '1')],
    ['a link that is none', ({ attachments }) => attachments('Deals').link('1', { url: 'x' })],
    ['an attachment that is none', ({ attachments }) => attachments('Deals').download('1', '../2')],
  ])('%s is refused', async (_what, call) => {
    const { crm: scripted, requests } = scriptedCrm([]);
    await expect(call(scripted)).rejects.toMatchObject({ kind: 'usage' });
    expect(requests).toEqual([]);
  });
});

test.each([
  ["attachment;filename*=UTF-8''%C3%BC%2Bx.txt", 'ü+x.txt'],
  ['attachment; filename="a;b.txt"', 'a;b.txt'],
  ['attachment; filename=a.zip', 'a.zip'],
  ["attachment;filename*=UTF-8''100%.txt", '100%.txt'],
  ['inline', undefined],
])('of %s the name is %s', async (disposition, name) => {
  const headers = { get: (key: string) => (key === 'content-disposition' ? disposition : null) };
  const response = {
    status: 200,
    statusText: '',
    headers,
    body: chunks('x'),
    text: async () => '',
  };
  const file = await toStoredFile(response, 'file');
  expect(file).toMatchObject({ name, size: undefined, contentType: undefined });
  await discard(file);
});

test('a form has fields and files, and a length that is true', async () => {
  const form = multipart({
    fields: { a: 'ü', b: 'x\r\ny' },
    files: [{ field: 'file', fileName: 'n\r\n"', size: 3, open: async () => chunks('abc') }],
  });
  const bytes = Buffer.concat(await Array.fromAsync(form.open()));
  expect(bytes.length).toBe(form.size);
  const read = await new Response(bytes, {
    headers: { 'content-type': form.contentType },
  }).formData();
  expect(read.get('a')).toBe('ü');
  expect(read.get('file')).toBeInstanceOf(File);
});
