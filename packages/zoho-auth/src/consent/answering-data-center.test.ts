import { expect, test } from 'vitest';
import { dataCenterNames, resolveDataCenter } from '../data-center.ts';
import { findAnsweringDataCenter } from './answering-data-center.ts';

const client = { name: 'org A', clientId: 'c', clientSecret: 's', custom: false };
const eu = { ...client, ...toSettings('eu') };
const host = 'https://zoho.example.com';
const ownHosts = {
  accounts: host,
  api: host,
  crm: host,
  workdrive: host,
  upload: host,
  download: host,
  content: host,
};
const custom = { ...client, dataCenter: 'uk', hosts: ownHosts, custom: true };

function toSettings(name: string) {
  return { dataCenter: name, hosts: resolveDataCenter(name).hosts };
}

test.each(dataCenterNames)('%s is found by its name, by its server, and by both', (name) => {
  const accountsServer = resolveDataCenter(name).hosts.accounts;
  for (const said of [
    { location: name, accountsServer },
    { location: name, accountsServer: null },
    { location: null, accountsServer },
    { location: name.toUpperCase(), accountsServer: `${accountsServer}/` },
  ]) {
    expect(findAnsweringDataCenter(said, eu)).toEqual(toSettings(name));
  }
});

test("without a word of Zoho it is the client's", () => {
  expect(findAnsweringDataCenter({ location: null, accountsServer: null }, eu)).toEqual(
    toSettings('eu'),
  );
});

test.each([
  ['another host', null, 'https://accounts.zoho.example'],
  ['a host that ends like one', null, 'https://evil-accounts.zoho.eu'],
  ['a host that begins like one', null, 'https://accounts.zoho.eu.evil.example'],
  ['plain http', null, 'http://accounts.zoho.eu'],
  ['a path', null, 'https://accounts.zoho.eu/x'],
  ['a user name', null, 'https://accounts.zoho.eu@evil.example'],
  ['a user name before it', null, 'https://a:b@accounts.zoho.eu'],
  ['a port', null, 'https://accounts.zoho.eu:8443'],
  ['this machine', null, 'http://127.0.0.1:4600'],
  ['the API host', null, 'https://www.zohoapis.eu'],
  ['nothing', null, ''],
  ['no URL', 'eu', 'accounts.zoho.eu'],
  ['a location that is not that of the server', 'us', 'https://accounts.zoho.eu'],
  ['the other way round', 'eu', 'https://accounts.zoho.com'],
  ['an unknown location', 'moon', null],
  ['a location of everything', '__proto__', null],
  ['a data centre without hosts', 'uk', 'https://accounts.zoho.uk'],
])('%s is refused, and not repeated', (_what, location, accountsServer) => {
  const find = () => findAnsweringDataCenter({ location, accountsServer }, eu);
  expect(find).toThrow(expect.objectContaining({ kind: 'authorization' }));
  expect(find).not.toThrow(/evil|example|8443|moon/);
});

test("hosts of one's own answer for themselves only", () => {
  const find = (accountsServer: string | null) =>
    findAnsweringDataCenter({ location: 'uk', accountsServer }, custom);
  expect(find(host)).toEqual({ dataCenter: 'uk', hosts: ownHosts });
  expect(find(null)).toEqual({ dataCenter: 'uk', hosts: ownHosts });
  expect(() => find('https://accounts.zoho.eu')).toThrow('not known');
});
