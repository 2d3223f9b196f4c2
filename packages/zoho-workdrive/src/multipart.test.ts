import { expect, test } from 'vitest';
import { encodeName } from './encode-name.ts';
import { multipart } from './multipart.ts';

async function* file() {
  yield Buffer.from('abc');
  yield Buffer.from('\r\n--def');
}

const build = (name: string) => {
  const fileName = encodeName(name);
  return multipart({
    fields: { parent_id: 'p1', filename: fileName },
    file: { field: 'content', fileName, size: 10, open: file },
  });
};

test('the body has the length that was promised and is read by a standard parser', async () => {
  const body = build('a "b"\r\n%+é.pdf');
  const bytes = Buffer.concat(await Array.fromAsync(body.open()));
  expect(bytes.byteLength).toBe(body.size);

  const headers = { 'content-type': body.contentType };
  const form = await new Response(bytes, { headers }).formData();
  expect(form.get('parent_id')).toBe('p1');
  expect(form.get('filename')).toBe(encodeURIComponent('a "b"\r\n%+é.pdf'));
  const content = form.get('content');
  expect(content instanceof File && (await content.text())).toBe('abc\r\n--def');
});

test('half a surrogate pair does not throw', () => {
  expect(encodeName('a\uD800.pdf')).toBe('a%EF%BF%BD.pdf');
});
