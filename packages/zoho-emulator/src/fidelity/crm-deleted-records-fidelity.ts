import type { FidelityRow } from './fidelity-row.ts';
import { rowsOf } from './rows-of.ts';

const deletion = 'crm/records/delete-records.test.ts';
const del = rowsOf('deleted records');
const bin = rowsOf('recycle bin');
const oas = 'zoho/crm-oas record';

/** What deletions and the recycle bin do. */
export const crmDeletedRecordsFidelity: FidelityRow[] = [
  del('up to 100 ids, rows in order', 'documented', 'Zoho doc: delete-records', [
    deletion,
    'deleted records are gone from reads and are told in the order of the ids',
  ]),
  del('an unknown id is INVALID_DATA "record not deleted", 207 when mixed', 'documented', oas, [
    deletion,
    'an id that names nothing is a row of its own',
  ]),
  del('no ids is REQUIRED_PARAM_MISSING', 'documented', 'Zoho doc: delete-records', [
    deletion,
    'DELETE %s is refused as a whole',
  ]),
  del(
    'ids that are no numbers are UNABLE_TO_PARSE_DATA_TYPE',
    'documented',
    'Zoho doc: delete-records',
    [deletion, 'DELETE %s is refused as a whole'],
  ),
  del('wf_trigger is true or false', 'documented', 'Zoho doc: delete-records', [
    deletion,
    'DELETE %s is refused as a whole',
  ]),
  del(
    'the list of the deleted tells who, when and what',
    'documented',
    'Zoho doc: get-deleted-records-list',
    [deletion, 'the deleted are listed with who, when and what'],
  ),
  del('60 days in the bin, 120 days known', 'documented', 'Zoho doc: get-deleted-records-list', [
    deletion,
    'what was deleted is in the bin for 60 days, known for 120, then forgotten',
  ]),
  del(
    'pages of the deleted, 204 past the last',
    'documented',
    'Zoho doc: get-deleted-records-list',
    [deletion, 'the deleted come by pages, newest first'],
  ),
  del('If-Modified-Since for deletions, 304', 'documented', 'Zoho doc: get-deleted-records-list', [
    deletion,
    'deletions before If-Modified-Since are left out, and none is 304',
  ]),
  del('type is all, recycle or permanent', 'documented', 'Zoho doc: get-deleted-records-list', [
    deletion,
    'deleted?%s is refused',
  ]),
  bin(
    'rows with owner, module, who, name and time, one by id, sorted',
    'documented',
    'Zoho doc: get-recycle-bin-records',
    [deletion, 'the bin shows what can be restored, and one of it by id'],
  ),
  bin('empty is 204', 'documented', 'Zoho doc: get-recycle-bin-records', [
    deletion,
    'an empty bin is 204',
  ]),
  bin('count', 'documented', 'zoho/crm-oas recycle_bin', [
    deletion,
    'the bin shows what can be restored, and one of it by id',
  ]),
  bin('restore by id and of several, 207 when mixed', 'documented', 'zoho/crm-oas recycle_bin', [
    deletion,
    'what is restored is as it was, by id, by ids or by body',
  ]),
  bin('delete by id and by ids', 'documented', 'Zoho doc: delete-recycle-bin-records', [
    deletion,
    'what is deleted from the bin is gone for good',
  ]),
  bin('delete by filters is SCHEDULED', 'documented', 'Zoho doc: delete-recycle-bin-records', [
    deletion,
    'filters choose what is deleted from the bin, which is scheduled',
  ]),
  bin('empty is 202 SCHEDULED', 'documented', 'zoho/crm-oas recycle_bin', [
    deletion,
    'the bin is emptied as a whole',
  ]),
  bin(
    'more than 1,000 dependent records are scheduled',
    'documented',
    'Zoho doc: delete-recycle-bin-records',
    undefined,
    { absent: 'records have no dependents here' },
  ),
];
