import { dataCenters, hosts } from '../hosts.ts';
import type { EmulatedAnswer } from '../seam.ts';
import type { AccountsCall } from './accounts-call.ts';

/** Accounts servers only; the United Kingdom and Singapore have no hosts of WorkDrive. */
export function listServers({ deps }: AccountsCall): EmulatedAnswer {
  const listed = dataCenters.filter((name) => name !== 'cn' || deps.profile().serverInfoCn);
  const locations = Object.fromEntries([
    ...listed.map((name) => [name, `https://${hosts[name].accounts}`]),
    ['uk', 'https://accounts.zoho.uk'],
    ['sg', 'https://accounts.zoho.sg'],
  ]);
  return { status: 200, json: { result: 'success', locations } };
}
