import type { ModuleSeed, OrgSeed, Seed } from '../seed.ts';

/** A seed with as little in it as can be; org a in eu with a module `Deals_X`, org b in us. */
export function smallSeed(
  changes: { a?: Partial<OrgSeed>; b?: Partial<OrgSeed>; records?: ModuleSeed['records'] } = {},
): Seed {
  const crm = { modules: { Deals_X: dealsModule(changes.records) } };
  const a = { ...org('A', 'eu'), timeZone: '+01:00', crm, ...changes.a };
  return { orgs: { a, b: { ...org('B', 'us'), ...changes.b } } };
}

function org(name: string, dataCenter: 'eu' | 'us'): OrgSeed {
  return {
    dataCenter,
    name: `Org ${name}`,
    user: { name: `User ${name}`, email: `${name.toLowerCase()}@example.com` },
    timeZone: '+00:00',
    crm: { modules: {} },
    workdrive: {
      team: `Team ${name}`,
      myFolders: [],
      teamFolders: [{ key: 'team-folder', name: 'Shared', children: [] }],
    },
  };
}

function dealsModule(records: ModuleSeed['records'] = []): ModuleSeed {
  return {
    fields: [
      { api_name: 'Done', data_type: 'boolean' },
      { api_name: 'Folder', data_type: 'text' },
      { api_name: 'Amount', data_type: 'currency' },
      { api_name: 'Closing', data_type: 'date' },
      { api_name: 'Visited', data_type: 'datetime' },
    ],
    records,
  };
}
