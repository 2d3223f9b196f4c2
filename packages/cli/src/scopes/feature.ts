import { crmScopes, type CrmMethod } from '@zohokit/zoho-crm';
import { workDriveScopes, type WorkDriveMethod } from '@zohokit/zoho-workdrive';

/** The organisations of a transfer as flags, variables and messages name them. */
export const orgNames = ['A', 'B'] as const;

/** One of `orgNames`: A has the CRM and receives, B is read. */
export type OrgName = (typeof orgNames)[number];

/** Something that a transfer does, and with which methods of the clients. */
export interface Feature {
  name: string;
  org: OrgName;
  crm?: readonly CrmMethod[];
  workdrive?: readonly WorkDriveMethod[];
  /** What it costs to leave its scopes out. Absent: nothing works without. */
  without?: string;
}

const storing = [
  'folders.list',
  'items.get',
  'items.trash',
  'uploads.small',
  'uploads.progress',
] as const;

/** Everything that a transfer, its set-up and its checks do, the indispensable first. */
export const features: readonly Feature[] = [
  { org: 'A', name: 'read and tick records', crm: ['module.findMany', 'module.update'] },
  {
    org: 'A',
    name: 'find pending records by query',
    crm: ['coql.rows'],
    without: 'pending records are found by listing the whole module',
  },
  {
    org: 'A',
    name: 'know its user',
    workdrive: ['users.me'],
    without: 'the organisation is recognised by its client id, and what was stored by nobody',
  },
  { org: 'A', name: 'store files', workdrive: storing },
  {
    org: 'A',
    name: 'store large files, and read back what cannot be proved otherwise',
    workdrive: ['uploads.stream', 'downloads.open'],
    without: 'a file above 250 MB fails, and a lost answer is settled by the folder alone',
  },
  {
    org: 'A',
    name: 'check and offer CRM modules and fields (init, doctor)',
    crm: ['metadata.modules', 'metadata.fields'],
    without: 'init asks for API names instead of offering them, and doctor cannot see their types',
  },
  {
    org: 'A',
    name: 'tell the name of the organisation (init, doctor)',
    crm: ['org.get'],
    without: 'the organisation is shown by the name of its WorkDrive team only',
  },
  {
    org: 'A',
    name: 'browse for the destination folder (init)',
    workdrive: ['teams.list', 'teams.teamFolders'],
    without: 'init asks for the id of the destination folder',
  },
  {
    org: 'B',
    name: 'know its user',
    workdrive: ['users.me'],
    without: 'the organisation is recognised by its client id',
  },
  {
    org: 'B',
    name: 'find source folders anywhere',
    workdrive: ['teams.list', 'teams.teamFolders'],
    without: 'folders are found under WORKDRIVE_SOURCE_PARENT_FOLDER_ID only',
  },
  { org: 'B', name: 'list source folders', workdrive: ['folders.list', 'items.get'] },
  {
    org: 'B',
    name: 'read files at full speed',
    workdrive: ['downloads.open'],
    without: 'downloads are about four times slower',
  },
];

/**
 * The scopes of a feature, each once.
 * @param module the CRM module's API name; without it those of every module
 */
export function scopesOfFeature(feature: Feature, module?: string): string[] {
  const { crm = [], workdrive = [] } = feature;
  // Zoho doc v8: a module goes by its name in lower case without underscores.
  const family = module?.toLowerCase().replaceAll('_', '');
  const ofCrm = crm
    .flatMap((method): readonly string[] => crmScopes[method])
    .map((scope) =>
      family === undefined ? scope.replace('.{module}', '') : scope.replace('{module}', family),
    );
  const ofWorkDrive = workdrive.flatMap((method): readonly string[] => workDriveScopes[method]);
  return [...new Set([...ofCrm, ...ofWorkDrive])];
}
