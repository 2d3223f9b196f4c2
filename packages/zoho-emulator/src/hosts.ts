import type { HostRole } from './seam.ts';

/** The data centres in which WorkDrive has documented hosts (Zoho doc: getting-started-multi-dc-support). */
export const dataCenters = ['us', 'eu', 'in', 'au', 'cn', 'jp', 'ca', 'ae', 'sa'] as const;

/** One of the data centres the emulator has hosts for. */
export type DataCenter = (typeof dataCenters)[number];

/** Every role that a host may have. */
export const hostRoles = [
  'accounts',
  'api',
  'sandbox',
  'developer',
  'workdrive',
  'upload',
  'download',
  'content',
] as const satisfies readonly HostRole[];

/**
 * Zoho's hosts. The SDK has a table of its own; this one is written a second time on purpose, so
 * that a slip in either shows (Zoho doc: getting-started-multi-dc-support, oauth/multi-dc).
 * Canada mixes two suffixes; the Emirates and Saudi Arabia use one host for bytes both ways. The
 * `content` host takes CRM's bulk files, `sandbox` and `developer` answer for CRM's other
 * environments (zoho/zohocrm-nodejs-sdk-8.0 lib/routes/dc); those of the Emirates are guesses.
 */
export const hosts: Record<DataCenter, Record<HostRole, string>> = {
  us: plain('com'),
  eu: plain('eu'),
  in: plain('in'),
  au: plain('com.au'),
  cn: plain('com.cn'),
  jp: plain('jp'),
  ca: {
    accounts: 'accounts.zohocloud.ca',
    api: 'www.zohoapis.ca',
    sandbox: 'sandbox.zohoapis.ca',
    developer: 'developer.zohoapis.ca',
    workdrive: 'workdrive.zohocloud.ca',
    upload: 'upload.zohocloud.ca',
    download: 'download.zohocloud.ca',
    content: 'upload.zohocloud.ca',
  },
  ae: { ...plain('ae'), upload: 'files.zoho.ae', download: 'files.zoho.ae' },
  sa: {
    ...plain('sa'),
    upload: 'files.zoho.sa',
    download: 'files.zoho.sa',
    content: 'files.zoho.sa',
  },
};

/** One of Zoho's hosts, found again by its name. A host may serve more than one role. */
export interface KnownHost {
  dataCenter: DataCenter;
  roles: readonly HostRole[];
}

/** The accelerator that Zoho's samples of `download_url` name, and that is in no table. */
export function toAcceleratedHost(downloadHost: string): string {
  return downloadHost.replace(/^download\./, 'download-accl.');
}

/** Resolves to `undefined` when `name` is not a host of the table; a port is ignored. */
export function findHost(name: string): KnownHost | undefined {
  const plainName = name.toLowerCase().replace(/:\d+$/, '');
  return byName.get(plainName.replace(/^download-accl\./, 'download.'));
}

function plain(suffix: string): Record<HostRole, string> {
  return {
    accounts: `accounts.zoho.${suffix}`,
    api: `www.zohoapis.${suffix}`,
    sandbox: `sandbox.zohoapis.${suffix}`,
    developer: `developer.zohoapis.${suffix}`,
    workdrive: `workdrive.zoho.${suffix}`,
    upload: `upload.zoho.${suffix}`,
    download: `download.zoho.${suffix}`,
    content: `content.zohoapis.${suffix}`,
  };
}

const byName = new Map<string, KnownHost>(
  dataCenters.flatMap((dataCenter) =>
    hostRoles.map((role): [string, KnownHost] => {
      const name = hosts[dataCenter][role];
      return [
        name,
        { dataCenter, roles: hostRoles.filter((one) => hosts[dataCenter][one] === name) },
      ];
    }),
  ),
);
