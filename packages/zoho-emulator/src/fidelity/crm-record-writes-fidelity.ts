import type { FidelityRow } from './fidelity-row.ts';
import { rowsOf } from './rows-of.ts';

const write = 'crm/records/write-records.test.ts';
const writeRules = 'crm/records/write-rules.test.ts';
const insert = rowsOf('record writes');
const insertDoc = 'Zoho doc: insert-records';
const oas = 'zoho/crm-oas record';
const badValue: [string, string] = [
  writeRules,
  'a value that does not fit %s is refused with its place (%j)',
];
const goodValue: [string, string] = [
  writeRules,
  'a value that fits %s is stored as reads show it (%j)',
];
const states: [string, string] = [
  writeRules,
  'a record in a state of %s is neither changed nor deleted',
];

/** What inserts do, and what every write has in common. */
export const crmRecordWritesFidelity: FidelityRow[] = [
  insert('all rows well is 201', 'documented', insertDoc, [
    write,
    'an insert of good rows only is 201',
  ]),
  insert(
    'some rows well is 207, or 200 as seen in a sandbox',
    'seen by clients',
    'zoho/embeddedApp-js-sdk#14',
    [writeRules, 'rows of mixed fortune are %i'],
    { switch: 'mixedRowsStatus' },
  ),
  insert('no row well is 400 with rows', 'documented', oas, [
    write,
    'when no row went well it is 400 and nothing has changed',
  ]),
  insert('the answer has a row for each, in order', 'documented', insertDoc, [
    write,
    'rows are answered in their order, 207 when only some went well',
  ]),
  insert('success tells times, people, id and $approval_state', 'documented', insertDoc, [
    writeRules,
    'an insert tells times, people and the state of approval',
  ]),
  insert('a wrong type is INVALID_DATA with expected_data_type', 'documented', oas, badValue),
  insert('a text too long is INVALID_DATA with maximum_length', 'documented', insertDoc, badValue),
  insert(
    'a value outside a restricted picklist is INVALID_DATA with supported_values',
    'documented',
    oas,
    badValue,
  ),
  insert('an id that names nothing is INVALID_DATA', 'documented', insertDoc, [
    writeRules,
    'an id in %s that names nothing is refused',
  ]),
  insert('system-mandatory fields are MANDATORY_NOT_FOUND', 'documented', insertDoc, [
    writeRules,
    '%s are not inserted without what is mandatory',
  ]),
  insert(
    'a unique value that is taken is DUPLICATE_DATA with the existing id and record',
    'documented',
    oas,
    [
      writeRules,
      'a value that another record has in a unique field is refused with the id of that record',
    ],
  ),
  insert('a unique field compares with or without case', 'documented', 'Zoho doc: field-meta', [
    writeRules,
    'a unique field tells cases apart only where it says so',
  ]),
  insert(
    'the field by which upsert finds records refuses duplicates',
    'unknown',
    'Zoho doc: duplicate-check-preference',
    [writeRules, 'the field by which upsert finds records refuses duplicates: %s'],
    { switch: 'systemDuplicatesRefused' },
  ),
  insert('several errors in one row are MULTIPLE_OR_MULTI_ERRORS', 'documented', oas, [
    writeRules,
    'several things at fault in one row are told together',
  ]),
  insert('DEPENDENT_FIELD_MISSING names the dependee', 'documented', oas, [
    writeRules,
    'What_Id needs the module that it points into',
  ]),
  insert('EXPECTED_FIELD_MISSING names the expected fields', 'documented', oas, [
    writeRules,
    'an object without any key to find it by is told which are expected',
  ]),
  insert('DEPENDENT_MISMATCH for a call of no duration', 'documented', insertDoc, [
    writeRules,
    'a call that was not missed takes some time',
  ]),
  ...[
    'DEPENDENT_SERVICE_ERROR',
    'RECORD_LOCKED',
    'NOT_APPROVED',
    'NOT_REVIEWED',
    'NO_PERMISSION',
    'RECORD_IN_BLUEPRINT',
    'CANNOT_PROCESS',
    'BLOCKED_RECORD',
    'CANNOT_PERFORM_ACTION',
  ].map((code) =>
    insert(
      `${code} for a record that a seed put into that state`,
      'documented',
      'Zoho doc: update-records, delete-records',
      states,
    ),
  ),
  insert(
    'DUPLICATE_LINKING_DATA for a pair that a linking module has',
    'documented',
    oas,
    undefined,
    { absent: 'linking modules are not modelled' },
  ),
  insert('more than 100 rows are LIMIT_EXCEEDED', 'documented', oas, [
    write,
    'a body at fault is refused as a whole (%#)',
  ]),
  insert(
    'a body without data is MANDATORY_NOT_FOUND, one that is no JSON INVALID_REQUEST',
    'inferred',
    oas,
    [write, 'a body at fault is refused as a whole (%#)'],
  ),
  insert('json_path nests into subforms', 'inferred', 'zoho/crm-oas record has it for rows', [
    writeRules,
    'what is wrong inside a subform is told with a nested path',
  ]),
  insert(
    'trigger, lar_id, apply_feature_execution and skip_feature_execution are taken',
    'documented',
    insertDoc,
    [writeRules, 'a body may say %j'],
  ),
  insert('unknown names in trigger and the like are INVALID_DATA', 'inferred', insertDoc, [
    writeRules,
    'a body with %j is refused as a whole',
  ]),
  insert('$approved false creates in the state of approval', 'documented', insertDoc, [
    writeRules,
    'an insert tells times, people and the state of approval',
  ]),
  insert('keys that are no fields are passed over', 'inferred', insertDoc, goodValue),
  insert('Layout turns on what is mandatory in the layout', 'documented', insertDoc, undefined, {
    absent: 'layouts have no mandatory fields of their own',
  }),
  insert('JSON is read without a content type', 'seen by clients', 'zoho/zohocrm-nodejs-sdk-8.0', [
    write,
    'one record is changed by its path; what is not named keeps its value',
  ]),
  insert('details are always present', 'documented', 'Zoho doc: status-codes', [
    write,
    'rows are answered in their order, 207 when only some went well',
  ]),
];
