import type { SeedModules } from './emulated-crm.ts';

/** A module of deals with a custom field of every sort that types are written for. */
export const dealsModules: SeedModules = {
  Deals: {
    fields: [
      { api_name: 'Sync_Key', data_type: 'text', length: 40, unique: true, external: 'org' },
      { api_name: 'Copied', data_type: 'boolean' },
      { api_name: 'Budget', data_type: 'currency', decimal_place: 4 },
      { api_name: 'Share', data_type: 'percent' },
      { api_name: 'Seats', data_type: 'integer' },
      { api_name: 'Meter', data_type: 'bigint' },
      { api_name: 'Signed_On', data_type: 'date' },
      { api_name: 'Signed_At', data_type: 'datetime' },
      {
        api_name: 'Regions',
        data_type: 'multiselectpicklist',
        pick_list: { values: ['North', "South */ 'x'"] },
      },
      { api_name: 'Sum', data_type: 'formula', return_type: 'currency' },
      { api_name: 'Number', data_type: 'autonumber', auto_number: { prefix: 'D-' } },
      { api_name: 'Papers', data_type: 'fileupload' },
      {
        api_name: 'Parts',
        data_type: 'subform',
        fields: [
          { api_name: 'Part', data_type: 'text' },
          { api_name: 'Price', data_type: 'currency' },
        ],
      },
    ],
    records: [
      {
        Deal_Name: 'Harbour',
        Stage: 'Closed Won',
        Amount: 250_000.5,
        Copied: true,
        Regions: ['North'],
        Signed_On: '2026-01-31',
        Signed_At: '2026-01-31T09:00:00+01:00',
        Meter: '123456789012345678',
        Parts: [{ Part: 'Crane', Price: 12.25 }],
      },
      { Deal_Name: 'Mill', Stage: 'Qualification', Seats: 3, Amount: 12 },
      { Deal_Name: 'Old mill', Stage: 'Invented here' },
    ],
  },
};
