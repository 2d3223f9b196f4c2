import { resolveDataCenter, type CrmEnvironment } from '@zohokit/zoho-auth';

/** Addresses in a browser; each `undefined` where it cannot be told. */
export interface Links {
  /** A record in CRM of org A. */
  record(id: string): string | undefined;
  /** A file in WorkDrive of org A. */
  storedFile(id: string): string | undefined;
  /** Of org B. */
  sourceFile(id: string): string | undefined;
  sourceFolder(id: string): string | undefined;
}

export interface LinksOptions {
  /** Where the orgs live, in any spelling; `undefined` when the settings do not say. */
  regionA: string | undefined;
  regionB: string | undefined;
  /** What CRM's pages call the module: see `guessCrmTab`. */
  tab: string | undefined;
  /** Which edition of CRM org A is. @default 'production' */
  environment?: CrmEnvironment | undefined;
}

/** Where a person sees records, files and folders. */
export function createLinks({ regionA, regionB, tab, environment }: LinksOptions): Links {
  const crm = regionA === undefined ? undefined : crmWebOf(regionA, environment);
  const driveA = workdriveOf(regionA);
  const driveB = workdriveOf(regionB);
  const at = (drive: string | undefined, kind: 'file' | 'folder') => (id: string) =>
    drive === undefined || id === '' ? undefined : `${drive}/${kind}/${encodeURIComponent(id)}`;
  return {
    record(id) {
      if (crm === undefined || tab === undefined || id === '') return undefined;
      // No document has an address without the organisation's number, and the number takes a scope
      // that few grants have. Measured by an integration in 2026-10: this page adds the number and
      // opens the record, where /crm/tab/Leads/ID without a number ends at CRM's home page. Extensions
      // use it with CustomModule1 as well. A wrong name of the module ends at CRM's own error page.
      return `${crm}/crm/EntityInfo.do?module=${encodeURIComponent(tab)}&id=${encodeURIComponent(id)}`;
    },
    // As the `permalink` of an item has it (Zoho doc: WorkDrive, get-file-info).
    storedFile: at(driveA, 'file'),
    sourceFile: at(driveB, 'file'),
    // The longer /home/teams/TEAM/… of the documentation names the team as well, which a run need not
    // know; this one was seen in use in com and eu, and leads there.
    sourceFolder: at(driveB, 'folder'),
  };
}

// --- internal ---

function workdriveOf(region: string | undefined): string | undefined {
  return region === undefined ? undefined : resolveDataCenter(region).hosts.workdrive;
}

/**
 * The host of the accounts server with another name before it. Measured by others: crm.zoho.{com, eu,
 * in, com.au, jp, sa} and crm.zohocloud.ca answer, crm.zoho.ca does not; of sandboxes crmsandbox.zoho.{com,
 * eu, in, com.au, jp} were seen. Those of com.cn and ae are inferred, and the one of developer editions
 * is not known.
 */
function crmWebOf(region: string, environment: CrmEnvironment = 'production'): string | undefined {
  if (environment === 'developer') return undefined;
  const name = environment === 'sandbox' ? 'crmsandbox' : 'crm';
  return resolveDataCenter(region).hosts.accounts.replace('//accounts.', `//${name}.`);
}
