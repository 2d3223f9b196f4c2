import { smallSeed } from './small-seed.ts';

/** Ids that are easy to read. */
export const ids = {
  parentAccount: '1000000000000000001',
  account: '1000000000000000002',
  ada: '2000000000000000001',
  bob: '2000000000000000002',
  lead: '3000000000000000001',
  task: '4000000000000000001',
} as const;

/** Org a with two accounts, their contacts, a lead and a task about the lead. */
export function querySeed(): unknown {
  const seed = smallSeed();
  return {
    orgs: { ...seed.orgs, a: { ...seed.orgs.a, crm: { modules } } },
  };
}

const modules = {
  Accounts: {
    fields: [],
    records: [
      { id: ids.parentAccount, Account_Name: 'Holding', Industry: 'Banking' },
      {
        id: ids.account,
        Account_Name: 'Zylker',
        Industry: 'Large Enterprise',
        Parent_Account: { id: ids.parentAccount, name: 'Holding' },
      },
    ],
  },
  Contacts: {
    fields: [{ api_name: 'Languages', data_type: 'multiselectpicklist' }],
    views: [
      {
        name: 'Adas',
        criteria: { field: { api_name: 'First_Name' }, comparator: 'equal', value: 'Ada' },
      },
    ],
    records: [
      {
        id: ids.ada,
        First_Name: 'Ada',
        Last_Name: 'Boyle',
        Email: 'ada@example.com',
        Phone: '+49 30 1234',
        Languages: ['English', 'German'],
        Account_Name: { id: ids.account, name: 'Zylker' },
      },
      { id: ids.bob, First_Name: 'Bob', Last_Name: 'Boyleson', Email: 'bob@example.com' },
    ],
  },
  Leads: {
    fields: [
      { api_name: 'Rows', data_type: 'subform', fields: [{ api_name: 'A', data_type: 'text' }] },
    ],
    records: [
      {
        id: ids.lead,
        Last_Name: 'Burns, B',
        Company: 'ABC Inc',
        Lead_Source: 'Advertisement',
        Annual_Revenue: 2500.5,
        No_of_Employees: 12,
      },
    ],
  },
  Tasks: {
    fields: [],
    records: [
      {
        id: ids.task,
        Subject: 'Call',
        What_Id: { id: ids.lead, name: 'Burns, B' },
        $se_module: 'Leads',
      },
    ],
  },
};
