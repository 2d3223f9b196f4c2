import { expect, test } from 'vitest';
import { allowedUrl } from './allowed-url.ts';

const zoho = ['https://www.zohoapis.eu', 'https://upload.zoho.eu'];
const emulated = ['http://127.0.0.1:4600/_host/www.zohoapis.eu'];

test.each([
  ['https://www.zohoapis.eu/crm/v8/Deals', zoho],
  ['https://upload.zoho.eu/workdrive-api/v1/stream/upload?a=b', zoho],
  ['http://127.0.0.1:4600/_host/www.zohoapis.eu/crm/v8/Deals', emulated],
  ['http://127.0.0.1:4600/_host/www.zohoapis.eu', emulated],
])('%s is allowed', (url, bases) => {
  expect(allowedUrl(url, bases).href).toContain('zoho');
});

test.each([
  ['another host', 'https://www.zohoapis.com/crm', zoho],
  ['a longer host', 'https://www.zohoapis.eu.example.com/crm', zoho],
  ['a user name that looks like the host', 'https://www.zohoapis.eu@example.com/crm', zoho],
  ['a user name', 'https://me:secret@www.zohoapis.eu/crm', zoho],
  ['another scheme', 'http://www.zohoapis.eu/crm', zoho],
  ['another port', 'https://www.zohoapis.eu:8443/crm', zoho],
  ['no URL', '/crm/v8', zoho],
  ['a longer path segment', 'http://127.0.0.1:4600/_host/www.zohoapis.eu.example.com/x', emulated],
  [
    'dot segments out of the path',
    'http://127.0.0.1:4600/_host/www.zohoapis.eu/../evil/x',
    emulated,
  ],
  ['encoded dot segments', 'http://127.0.0.1:4600/_host/www.zohoapis.eu/%2e%2e/evil', emulated],
  ['the control of the emulator', 'http://127.0.0.1:4600/_emulator', emulated],
])('%s is refused as a usage error', (_what, url, bases) => {
  expect(() => allowedUrl(url, bases)).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test('the error does not repeat credentials of the URL', () => {
  expect(() => allowedUrl('https://me:canary@example.com/?token=canary', zoho)).toThrow(
    /^example\.com is not a host/,
  );
});
