import { ZohoError, isLoopback } from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';

/**
 * The same hosts behind an emulator: `https://www.zohoapis.eu` becomes
 * `{url}/_host/www.zohoapis.eu`, so that a wrong host is as wrong there as in life. Rejects with
 * kind `usage` unless the emulator is reached by plain http on this machine: what is sent to it are
 * credentials.
 */
export function emulatedHosts(hosts: Hosts, emulatorUrl: string): Hosts {
  const base = parseEmulatorUrl(emulatorUrl);
  const behind = (origin: string): string => `${base}/_host/${new URL(origin).host}`;
  return {
    accounts: behind(hosts.accounts),
    api: behind(hosts.api),
    crm: behind(hosts.crm),
    workdrive: behind(hosts.workdrive),
    upload: behind(hosts.upload),
    download: behind(hosts.download),
    content: behind(hosts.content),
  };
}

function parseEmulatorUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url?.protocol === 'http:' && plain && isLoopback(url.hostname)) {
    return url.origin + url.pathname.replace(/\/+$/, '');
  }
  throw new ZohoError(
    'The emulator URL must be plain http on this machine, e.g. http://127.0.0.1:4600',
    { kind: 'usage' },
  );
}
