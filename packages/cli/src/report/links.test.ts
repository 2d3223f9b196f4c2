import { expect, test } from 'vitest';
import { createLinks } from './links.ts';

test.each([
  ['com', 'https://crm.zoho.com', 'https://workdrive.zoho.com'],
  ['us', 'https://crm.zoho.com', 'https://workdrive.zoho.com'],
  ['eu', 'https://crm.zoho.eu', 'https://workdrive.zoho.eu'],
  ['in', 'https://crm.zoho.in', 'https://workdrive.zoho.in'],
  ['com.au', 'https://crm.zoho.com.au', 'https://workdrive.zoho.com.au'],
  ['com.cn', 'https://crm.zoho.com.cn', 'https://workdrive.zoho.com.cn'],
  ['jp', 'https://crm.zoho.jp', 'https://workdrive.zoho.jp'],
  ['ca', 'https://crm.zohocloud.ca', 'https://workdrive.zohocloud.ca'],
  ['ae', 'https://crm.zoho.ae', 'https://workdrive.zoho.ae'],
  ['sa', 'https://crm.zoho.sa', 'https://workdrive.zoho.sa'],
])('in %s records are at %s, files and folders at %s', (region, crm, drive) => {
  const a = createLinks({ regionA: region, regionB: undefined, tab: 'Potentials' });
  const b = createLinks({ regionA: undefined, regionB: region, tab: 'Potentials' });
  expect(a.record('573')).toBe(`${crm}/crm/EntityInfo.do?module=Potentials&id=573`);
  expect(a.storedFile('f1')).toBe(`${drive}/file/f1`);
  expect(b.sourceFile('f1')).toBe(`${drive}/file/f1`);
  expect(b.sourceFolder('d1')).toBe(`${drive}/folder/d1`);
  // Of an org whose region is not known there is none, and never that of the other one.
  expect([a.sourceFile('f1'), a.sourceFolder('d1'), b.record('573'), b.storedFile('f1')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['eu', 'sandbox', 'https://crmsandbox.zoho.eu/crm/EntityInfo.do?module=Leads&id=573'],
  ['ca', 'sandbox', 'https://crmsandbox.zohocloud.ca/crm/EntityInfo.do?module=Leads&id=573'],
  ['eu', 'developer', undefined],
] as const)('in %s a record of a %s is at %s', (regionA, environment, url) => {
  const links = createLinks({ regionA, regionB: 'eu', tab: 'Leads', environment });
  expect(links.record('573')).toBe(url);
  // WorkDrive has no sandbox.
  expect(links.storedFile('f1')).toBe(
    `https://workdrive.zoho${regionA === 'ca' ? 'cloud' : ''}.${regionA}/file/f1`,
  );
});

test('an id is nothing but an id, and none leads nowhere', () => {
  const links = createLinks({ regionA: 'eu', regionB: 'eu', tab: 'a&b' });
  expect(links.record('1&x=2')).toBe(
    'https://crm.zoho.eu/crm/EntityInfo.do?module=a%26b&id=1%26x%3D2',
  );
  expect(links.storedFile('../x?')).toBe('https://workdrive.zoho.eu/file/..%2Fx%3F');
  expect([links.record(''), links.storedFile(''), links.sourceFolder('')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
