import { expect, test } from 'vitest';
import { resolveDataCenter } from './data-center.ts';
import { emulatedHosts } from './emulated-hosts.ts';

const { hosts } = resolveDataCenter('eu');

test.each(['http://127.0.0.1:4600', 'http://127.0.0.1:4600/'])(
  'every host lies behind %s',
  (url) => {
    expect(emulatedHosts(hosts, url)).toEqual({
      accounts: 'http://127.0.0.1:4600/_host/accounts.zoho.eu',
      api: 'http://127.0.0.1:4600/_host/www.zohoapis.eu',
      crm: 'http://127.0.0.1:4600/_host/www.zohoapis.eu',
      workdrive: 'http://127.0.0.1:4600/_host/workdrive.zoho.eu',
      upload: 'http://127.0.0.1:4600/_host/upload.zoho.eu',
      download: 'http://127.0.0.1:4600/_host/download.zoho.eu',
      content: 'http://127.0.0.1:4600/_host/content.zohoapis.eu',
    });
  },
);

test.each(['http://localhost:1', 'http://[::1]:1', 'http://127.9.9.9', 'http://127.1:1'])(
  '%s is this machine',
  (url) => {
    expect(emulatedHosts(hosts, url).api).toContain('/_host/www.zohoapis.eu');
  },
);

test.each([
  'https://127.0.0.1:4600',
  'http://example.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://10.0.0.1:4600',
  'http://user:secret@127.0.0.1:4600',
  'http://127.0.0.1:4600/?a',
  '127.0.0.1:4600',
  '',
])('%j is refused: credentials would be sent there', (url) => {
  expect(() => emulatedHosts(hosts, url)).toThrow(expect.objectContaining({ kind: 'usage' }));
});
