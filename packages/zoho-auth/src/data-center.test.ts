import { expect, test } from 'vitest';
import { dataCenterNames, resolveDataCenter } from './data-center.ts';

test.each([
  ['us', 'us'],
  ['EU', 'eu'],
  [' eu ', 'eu'],
  ['com', 'us'],
  ['com.au', 'au'],
  ['Com.CN', 'cn'],
])('%j is the data centre %s', (spelling, name) => {
  expect(resolveDataCenter(spelling).name).toBe(name);
});

// Written out from Zoho's multi-DC page, so that no rule of ours can be wrong for all.
test.each([
  ['us', 'accounts.zoho.com', 'www.zohoapis.com', 'upload.zoho.com', 'download.zoho.com'],
  ['eu', 'accounts.zoho.eu', 'www.zohoapis.eu', 'upload.zoho.eu', 'download.zoho.eu'],
  ['in', 'accounts.zoho.in', 'www.zohoapis.in', 'upload.zoho.in', 'download.zoho.in'],
  [
    'au',
    'accounts.zoho.com.au',
    'www.zohoapis.com.au',
    'upload.zoho.com.au',
    'download.zoho.com.au',
  ],
  [
    'cn',
    'accounts.zoho.com.cn',
    'www.zohoapis.com.cn',
    'upload.zoho.com.cn',
    'download.zoho.com.cn',
  ],
  ['jp', 'accounts.zoho.jp', 'www.zohoapis.jp', 'upload.zoho.jp', 'download.zoho.jp'],
  [
    'ca',
    'accounts.zohocloud.ca',
    'www.zohoapis.ca',
    'upload.zohocloud.ca',
    'download.zohocloud.ca',
  ],
  ['ae', 'accounts.zoho.ae', 'www.zohoapis.ae', 'files.zoho.ae', 'files.zoho.ae'],
  ['sa', 'accounts.zoho.sa', 'www.zohoapis.sa', 'files.zoho.sa', 'files.zoho.sa'],
])('the hosts of %s are those of the documentation', (name, accounts, api, upload, download) => {
  expect(resolveDataCenter(name).hosts).toMatchObject({
    accounts: `https://${accounts}`,
    api: `https://${api}`,
    upload: `https://${upload}`,
    download: `https://${download}`,
  });
});

test('there are nine data centres', () => {
  expect(dataCenterNames).toHaveLength(9);
});

test.each(['uk', 'SG'])('%s is refused with the reason', (spelling) => {
  expect(() => resolveDataCenter(spelling)).toThrow('does not document the WorkDrive hosts');
});

test.each(['', 'zoho.eu', 'constructor', 'mars'])(
  '%j is refused, and what is known is named',
  (spelling) => {
    expect(() => resolveDataCenter(spelling)).toThrow(
      expect.objectContaining({ kind: 'usage', hint: expect.stringContaining('eu, in, au') }),
    );
  },
);

test('what is no word is not repeated: it may be a secret in the wrong place', () => {
  const secret = '9f8e7d6c5b4a39281706f5e4d3c2b1a0';

  expect(() => resolveDataCenter(secret)).toThrow(/^There is no data centre of that spelling$/);
  expect(() => resolveDataCenter('mars')).toThrow('"mars"');
});

test.each([
  ['eu', 'sandbox', 'https://sandbox.zohoapis.eu'],
  ['us', 'developer', 'https://developer.zohoapis.com'],
  ['ca', 'sandbox', 'https://sandbox.zohoapis.ca'],
  ['com.au', 'developer', 'https://developer.zohoapis.com.au'],
  ['in', 'production', 'https://www.zohoapis.in'],
] as const)(
  'CRM of %s in %s is at %s, and WorkDrive where it always is',
  (name, environment, crm) => {
    const { hosts } = resolveDataCenter(name, environment);
    expect(hosts.crm).toBe(crm);
    expect(hosts.api).toBe(resolveDataCenter(name).hosts.api);
    expect(Object.keys(hosts).toSorted()).toEqual([
      'accounts',
      'api',
      'content',
      'crm',
      'download',
      'upload',
      'workdrive',
    ]);
  },
);

test.each([
  ['us', 'https://content.zohoapis.com'],
  ['au', 'https://content.zohoapis.com.au'],
  ['ca', 'https://upload.zohocloud.ca'],
  ['sa', 'https://files.zoho.sa'],
])('files of bulk jobs go to a host of their own in %s', (name, content) => {
  expect(resolveDataCenter(name).hosts.content).toBe(content);
});
