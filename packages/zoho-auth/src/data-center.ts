import { ZohoError } from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';

/** Where an account lives; fixed at its sign-up (Zoho doc: multi-dc). */
export const dataCenterNames = ['us', 'eu', 'in', 'au', 'cn', 'jp', 'ca', 'ae', 'sa'] as const;

/** One of `dataCenterNames`. */
export type DataCenterName = (typeof dataCenterNames)[number];

/** A data centre and its hosts. */
export interface DataCenter {
  name: DataCenterName;
  hosts: Hosts;
}

/** A row of the table: CRM's other environments are hosts of the data centre as well. */
type DataCenterHosts = Omit<Hosts, 'crm'> & Record<'sandbox' | 'developer', string>;

/** CRM's editions of one organisation: sandboxes and developer editions have an API host of their own. */
export const crmEnvironments = ['production', 'sandbox', 'developer'] as const;

/** Which of its editions a connection reaches in CRM; WorkDrive has no other than production. */
export type CrmEnvironment = (typeof crmEnvironments)[number];

/** Zoho CRM Node SDK 8.0, lib/routes/dc: the same prefix in every data centre. */
const crmHosts = (suffix: string) => ({
  sandbox: `https://sandbox.zohoapis.${suffix}`,
  developer: `https://developer.zohoapis.${suffix}`,
});

/** Most data centres differ in the suffix only; it is no rule, see ca, ae and sa. */
const regular = (suffix: string): DataCenterHosts => ({
  accounts: `https://accounts.zoho.${suffix}`,
  api: `https://www.zohoapis.${suffix}`,
  ...crmHosts(suffix),
  workdrive: `https://workdrive.zoho.${suffix}`,
  upload: `https://upload.zoho.${suffix}`,
  download: `https://download.zoho.${suffix}`,
  content: `https://content.zohoapis.${suffix}`,
});

/**
 * Zoho doc: WorkDrive API, multi-DC support; it lists these nine. The web hosts of ae and sa are
 * inferred, and so is the content host of ae; the others: Zoho CRM Node SDK 8.0, lib/routes/dc.
 */
const hostsOf: Readonly<Record<DataCenterName, DataCenterHosts>> = {
  us: regular('com'),
  eu: regular('eu'),
  in: regular('in'),
  au: regular('com.au'),
  cn: regular('com.cn'),
  jp: regular('jp'),
  ca: {
    accounts: 'https://accounts.zohocloud.ca',
    api: 'https://www.zohoapis.ca',
    ...crmHosts('ca'),
    workdrive: 'https://workdrive.zohocloud.ca',
    upload: 'https://upload.zohocloud.ca',
    download: 'https://download.zohocloud.ca',
    content: 'https://upload.zohocloud.ca',
  },
  ae: { ...regular('ae'), upload: 'https://files.zoho.ae', download: 'https://files.zoho.ae' },
  sa: {
    ...regular('sa'),
    upload: 'https://files.zoho.sa',
    download: 'https://files.zoho.sa',
    content: 'https://files.zoho.sa',
  },
};

const otherSpellings: Readonly<Record<string, DataCenterName>> = {
  com: 'us',
  'com.au': 'au',
  'com.cn': 'cn',
};

/** Accounts servers exist there (Zoho doc: multi-dc), but no document names WorkDrive hosts. */
const withoutWorkDriveHosts = new Set(['uk', 'sg']);

/**
 * The data centre of a spelling: its name, or the suffix of its hosts, in any case; with CRM's host
 * for the environment. Rejects with kind `usage` when there is none; `uk` and `sg` with the reason.
 */
export function resolveDataCenter(
  spelling: string,
  environment: CrmEnvironment = 'production',
): DataCenter {
  const word = spelling.trim().toLowerCase();
  const name = dataCenterNames.find((known) => known === word) ?? ownValue(otherSpellings, word);
  if (name !== undefined) return { name, hosts: toHosts(hostsOf[name], environment) };
  if (withoutWorkDriveHosts.has(word)) {
    throw new ZohoError(`Zoho does not document the WorkDrive hosts of the data centre ${word}`, {
      kind: 'usage',
      hint: 'Give the hosts one by one',
    });
  }
  // What is no word may be a secret that slipped into the wrong place: it is not repeated.
  const shown = /^[a-z.]{1,12}$/.test(word) ? ` ${JSON.stringify(word)}` : ' of that spelling';
  throw new ZohoError(`There is no data centre${shown}`, {
    kind: 'usage',
    hint: `Known are ${[...dataCenterNames, ...Object.keys(otherSpellings)].join(', ')}`,
  });
}

function toHosts(
  { sandbox, developer, ...hosts }: DataCenterHosts,
  environment: CrmEnvironment,
): Hosts {
  return { ...hosts, crm: { production: hosts.api, sandbox, developer }[environment] };
}

function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
