import type { FidelityRow } from './fidelity-row.ts';
import { rowsOf } from './rows-of.ts';

const listRules = 'crm/records/list-rules.test.ts';
const write = 'crm/records/write-records.test.ts';
const writeRules = 'crm/records/write-rules.test.ts';
const upsert = 'crm/records/upsert-records.test.ts';
const put = rowsOf('record updates');
const up = rowsOf('upsert');
const external = rowsOf('external ids');
const type = rowsOf('data types');
const insertDoc = 'Zoho doc: insert-records';
const badValue: [string, string] = [
  writeRules,
  'a value that does not fit %s is refused with its place (%j)',
];
const goodValue: [string, string] = [
  writeRules,
  'a value that fits %s is stored as reads show it (%j)',
];

/** What updates, upserts and values of each type do. */
export const crmRecordUpdatesFidelity: FidelityRow[] = [
  put('what is left out keeps its value', 'documented', 'Zoho doc: update-records', [
    write,
    'one record is changed by its path; what is not named keeps its value',
  ]),
  put('null clears', 'documented', 'Zoho doc: update-records', [
    write,
    'null clears, an empty text is stored as null',
  ]),
  put('a mandatory field cannot be cleared', 'inferred', 'Zoho doc: update-records', [
    writeRules,
    'a mandatory field cannot be emptied',
  ]),
  put('$append_values merges a multi-select picklist', 'documented', 'Zoho doc: update-records', [
    writeRules,
    '$append_values adds to what is chosen, otherwise it is replaced',
  ]),
  put(
    'rows of multi-select lookups are added, and removed by _delete',
    'documented',
    'Zoho doc: update-records',
    [writeRules, 'multi-select lookups are added to and taken from by the id of the link'],
  ),
  put(
    'If-Unmodified-Since older than the record is 412 ALREADY_MODIFIED',
    'documented',
    'Zoho doc: update-records',
    [write, 'a record changed after If-Unmodified-Since is left alone with 412'],
  ),
  put(
    'scopes of the module in lower case, with or without underscores, custom and ALL',
    'documented',
    'Zoho doc: scopes',
    [write, 'with %s an update is %i'],
  ),
  up(
    'the field of the system is compared when none is named',
    'documented',
    'Zoho doc: upsert-records',
    [upsert, 'upsert changes by the field of the system, and adds what is not there'],
  ),
  up(
    'named fields come first, then the other unique ones',
    'documented',
    'Zoho doc: upsert-records',
    [upsert, 'the fields that are named come first, then all that are unique'],
  ),
  up(
    'the field of the system is not compared unless it is named',
    'documented',
    'Zoho doc: upsert-records',
    [upsert, 'the field of the system is not compared when others are named'],
  ),
  up(
    'only unique fields and that of the system can be named',
    'documented',
    'Zoho doc: upsert-records',
    [upsert, 'only unique fields and that of the system can be named'],
  ),
  up('rows tell action and duplicate_field', 'documented', 'Zoho doc: upsert-records', [
    upsert,
    'upsert changes by the field of the system, and adds what is not there',
  ]),
  up('a row that fits two records is DUPLICATE_DATA', 'documented', 'Zoho doc: upsert-records', [
    upsert,
    'a row that fits two records is refused for the unique value of the other',
  ]),
  up('Tasks, Events and Calls have none', 'documented', 'Zoho doc: upsert-records', [
    upsert,
    '%s have no upsert',
  ]),
  up('If-Unmodified-Since is 412 as well', 'documented', 'Zoho doc: upsert-records', [
    upsert,
    'an upsert of a record that was changed meanwhile is 412',
  ]),
  external(
    'records are addressed by X-EXTERNAL in path, ids and rows',
    'documented',
    'Zoho doc: external-id',
    [upsert, 'records are read, changed and deleted by an external value'],
  ),
  external('lookups are given by an external value', 'documented', 'Zoho doc: external-id', [
    upsert,
    'a lookup is given by the external value of the other record',
  ]),
  external('details have the external value beside the id', 'documented', 'Zoho doc: external-id', [
    upsert,
    'records are read, changed and deleted by an external value',
  ]),
  external(
    'an unknown value is INVALID_DATA, in a read 204',
    'documented',
    'Zoho doc: external-id',
    [upsert, 'an external value that nobody has is 204 for a read and INVALID_DATA for a write'],
  ),
  external(
    'changing the value through itself is NOT_ALLOWED',
    'documented',
    'Zoho doc: external-id',
    [upsert, 'an external value cannot be changed through itself'],
  ),
  external(
    'values of type user are invisible to other users',
    'documented',
    'Zoho doc: external-id',
    undefined,
    { absent: 'an org has one user with tokens' },
  ),
  type(
    'email and phone have a form of their own',
    'documented',
    'Zoho doc: email-validation',
    badValue,
  ),
  type('a picklist takes a new value unless restricted', 'documented', insertDoc, goodValue),
  type('a multi-select picklist is an array', 'documented', insertDoc, badValue),
  type('a boolean is true or false, not a text', 'documented', insertDoc, badValue),
  type('an integer has up to 9 digits', 'documented', insertDoc, badValue),
  type('a bigint is a text of up to 18 digits', 'documented', insertDoc, badValue),
  type('a currency has 16 digits before and 9 after the point', 'documented', insertDoc, badValue),
  type('a date is yyyy-MM-dd', 'documented', insertDoc, badValue),
  type(
    'a datetime takes any offset and no milliseconds, and is shown in that of the user',
    'documented',
    insertDoc,
    goodValue,
  ),
  type('a lookup is written by id and read with the name', 'documented', insertDoc, goodValue),
  type('a lookup is read with the present name', 'inferred', insertDoc, [
    listRules,
    'a lookup carries the name that the other record has now',
  ]),
  type('users are read with name, id and email', 'documented', insertDoc, [
    writeRules,
    'users are shown with name, id and email',
  ]),
  type('What_Id goes with $se_module', 'documented', insertDoc, [
    writeRules,
    'What_Id needs the module that it points into',
  ]),
  type(
    'subform rows with id change, without are added, _delete removes, [] removes all',
    'documented',
    'Zoho doc: subforms',
    [
      writeRules,
      'rows of a subform are added, changed and removed by id, and kept when not mentioned',
    ],
  ),
  type('a subform has up to 100 rows', 'documented', 'Zoho doc: subforms', [
    writeRules,
    'what is wrong inside a subform is told with a nested path',
  ]),
  type('line items need at least one row', 'documented', insertDoc, [
    writeRules,
    '%s are not inserted without what is mandatory',
  ]),
  type(
    'file and image fields take what was uploaded',
    'documented',
    'Zoho doc: upload-files-to-zfs',
    [writeRules, 'a file field takes what was uploaded, up to its number of files'],
  ),
  type('formulas are read only', 'documented', insertDoc, goodValue),
  type(
    'formulas and roll-ups have computed values',
    'documented',
    'Zoho doc: field-meta',
    undefined,
    { absent: 'the language of formulas is not emulated; a seed gives values' },
  ),
  type('an autonumber has prefix and suffix and is read only', 'documented', insertDoc, [
    writeRules,
    'an autonumber counts up and cannot be written',
  ]),
  type('tags have name, id and color_code', 'documented', insertDoc, goodValue),
  type(
    'null is read for empty values of every type, a boolean is false',
    'documented',
    insertDoc,
    goodValue,
  ),
];
