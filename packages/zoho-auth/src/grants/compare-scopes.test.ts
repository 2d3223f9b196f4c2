import { expect, test } from 'vitest';
import { compareScopes } from './compare-scopes.ts';

const files = 'WorkDrive.files';

test.each<[string, string | string[], string | string[], string[], string[]]>([
  ['the same scopes leave nothing', [`${files}.READ`], [`${files}.READ`], [], []],
  ['case does not count', [`workdrive.FILES.read`], [`${files}.READ`], [], []],
  ['ALL covers each operation', [`${files}.ALL`], [`${files}.READ`, `${files}.CREATE`], [], []],
  [
    'an operation does not cover ALL',
    [`${files}.READ`],
    [`${files}.ALL`],
    [`${files}.ALL`],
    [`${files}.READ`],
  ],
  [
    'nor do all of them together',
    'A.b.READ A.b.CREATE A.b.UPDATE A.b.DELETE',
    ['A.b.ALL'],
    ['A.b.ALL'],
    ['A.b.READ', 'A.b.CREATE', 'A.b.UPDATE', 'A.b.DELETE'],
  ],
  [
    'another operation covers nothing',
    [`${files}.READ`],
    [`${files}.CREATE`],
    [`${files}.CREATE`],
    [`${files}.READ`],
  ],
  [
    'another service covers nothing',
    ['ZohoFiles.files.ALL'],
    [`${files}.READ`],
    [`${files}.READ`],
    ['ZohoFiles.files.ALL'],
  ],
  [
    'ALL of a part of WorkDrive is not ALL of what is below it',
    ['WorkDrive.team.ALL'],
    ['WorkDrive.team.admin.READ'],
    ['WorkDrive.team.admin.READ'],
    ['WorkDrive.team.ALL'],
  ],
  ['ALL of a part of CRM is', ['ZohoCRM.modules.ALL'], ['ZohoCRM.modules.leads.READ'], [], []],
  [
    'so is an operation',
    ['ZohoCRM.modules.READ'],
    ['ZohoCRM.modules.leads.READ', 'ZohoCRM.modules.leads.UPDATE'],
    ['ZohoCRM.modules.leads.UPDATE'],
    [],
  ],
  [
    'a module of CRM does not cover another',
    ['ZohoCRM.modules.lead.ALL'],
    ['ZohoCRM.modules.leads.READ'],
    ['ZohoCRM.modules.leads.READ'],
    ['ZohoCRM.modules.lead.ALL'],
  ],
  [
    'nor all of them',
    ['ZohoCRM.modules.leads.ALL'],
    ['ZohoCRM.modules.READ'],
    ['ZohoCRM.modules.READ'],
    ['ZohoCRM.modules.leads.ALL'],
  ],
  [
    'WRITE of CRM creates and updates',
    ['ZohoCRM.modules.WRITE'],
    [
      'ZohoCRM.modules.leads.CREATE',
      'ZohoCRM.modules.leads.UPDATE',
      'ZohoCRM.modules.leads.DELETE',
    ],
    ['ZohoCRM.modules.leads.DELETE'],
    [],
  ],
  [
    'lists are read from texts of either kind',
    'A.b.READ C.d.READ',
    'A.b.READ,E.f.READ',
    ['E.f.READ'],
    ['C.d.READ'],
  ],
  [
    'a scope that stands twice is told once',
    'A.b.READ a.B.read',
    'C.d.READ, C.d.READ',
    ['C.d.READ'],
    ['A.b.READ'],
  ],
  ['nothing granted misses everything', '', ['A.b.READ'], ['A.b.READ'], []],
  ['nothing needed leaves everything unused', ['A.b.READ'], [], [], ['A.b.READ']],
])('%s', (_rule, granted, needed, missing, unused) => {
  expect(compareScopes(granted, needed)).toEqual({ missing, unused });
});
