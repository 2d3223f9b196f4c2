import { expect, test } from 'vitest';
import { prepareRequest } from './prepare-request.ts';

const bases = ['https://upload.zoho.eu'];
const prepare = (value: string) =>
  prepareRequest(
    { url: 'https://upload.zoho.eu/x', method: 'POST', headers: { 'x-parent_id': value } },
    bases,
  );

test.each(['p\r\nx-evil: 1', 'p\n', 'p\0', 'p\u{1F600}'])(
  'a header of %j is refused before anything is sent, with its name and without its value',
  (value) => {
    expect(() => prepare(value)).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: 'The value of the header x-parent_id cannot be sent: nothing was sent',
      }),
    );
  },
);

test.each(['ly9zm0170fb4', 'a\tb c', 'é', ''])('a header of %j is sent', (value) => {
  expect(prepare(value).headers).toMatchObject({ 'x-parent_id': value });
});

test('a value of the query is encoded whole, as Zoho wants it', () => {
  const query = { criteria: String.raw`(A:equals:a\,b & c+d)`, 'page[limit]': 50 };
  expect(prepareRequest({ url: 'https://upload.zoho.eu/x', query }, bases).url.search).toBe(
    '?criteria=%28A%3Aequals%3Aa%5C%2Cb%20%26%20c%2Bd%29&page%5Blimit%5D=50',
  );
});
