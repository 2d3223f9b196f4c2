import { resolveDataCenter } from '@zohokit/zoho-auth';

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
  /** Where the orgs live; `undefined` when the settings do not say. */
  regionA: string | undefined;
  regionB: string | undefined;
  /** API name of the CRM module. */
  module: string | undefined;
}

/** Where a person sees records, files and folders. */
export function createLinks({ regionA, regionB, module }: LinksOptions): Links {
  const driveA = workdriveOf(regionA);
  const driveB = workdriveOf(regionB);
  const at = (drive: string | undefined, kind: 'file' | 'folder') => (id: string) =>
    drive === undefined || id === '' ? undefined : `${drive}/${kind}/${encodeURIComponent(id)}`;
  return {
    record(id) {
      if (driveA === undefined || module === undefined) return undefined;
      // Undocumented: the path without the organisation's number leads to it, as other integrations
      // use it; underscores of an API name are not in it.
      const crm = driveA.replace('//workdrive.', '//crm.');
      return `${crm}/crm/tab/${encodeURIComponent(module.replaceAll('_', ''))}/${encodeURIComponent(id)}`;
    },
    // As the `permalink` of an item has it (Zoho doc: WorkDrive, get-file-info).
    storedFile: at(driveA, 'file'),
    sourceFile: at(driveB, 'file'),
    sourceFolder: at(driveB, 'folder'),
  };
}

// --- internal ---

function workdriveOf(region: string | undefined): string | undefined {
  return region === undefined ? undefined : resolveDataCenter(region).hosts.workdrive;
}
