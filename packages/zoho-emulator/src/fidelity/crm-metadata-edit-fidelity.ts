import { metadataRow as row } from './crm-metadata-row.ts';
import type { FidelityRow } from './fidelity-row.ts';

const area = 'CRM metadata';
const oas = 'zoho/crm-oas, second generation';
const fields = 'edit/fields.test.ts';
const modules = 'edit/modules.test.ts';
const lists = 'related/related.test.ts';
const refusedNewField = '%s refuses the new field %o';
const refusedSetting = '%s is refused with %s';
const newField = 'Zoho doc: create-custom-field';
const change = 'Zoho doc: update-custom-field';
const relatedDoc = 'Zoho doc: related-records';

const edit: FidelityRow[] = [
  row(
    fields,
    'a new field is known at once: to metadata, records, COQL and search',
    newField,
    'POST fields: 201, "field created", with the id',
  ),
  row(fields, 'a field can be made of %o', newField, 'the extra keys of each type of a new field'),
  row(fields, refusedNewField, newField, '`length` of a new field within the range of its type'),
  row(
    fields,
    refusedNewField,
    newField,
    'a textarea has 2000, 32000 or 50000 characters by its type',
  ),
  row(fields, refusedNewField, newField, 'currency: at most 9 places, and a precision below them'),
  row(fields, refusedNewField, newField, 'tooltips of 35 and 255 characters'),
  row(fields, refusedNewField, newField, 'MANDATORY_NOT_FOUND for a new field'),
  row(fields, refusedNewField, newField, 'INVALID_DATA for a new field'),
  row(fields, refusedNewField, newField, 'DUPLICATE_DATA for the label of another field'),
  row(
    fields,
    refusedNewField,
    newField,
    'RESERVED_KEYWORD_NOT_ALLOWED for a label; which words is a guess',
  ),
  row(
    fields,
    refusedNewField,
    newField,
    'NOT_ALLOWED for `unique` and `external` on types without them',
  ),
  row(fields, refusedNewField, oas, 'DEPENDENT_FIELD_MISSING for the key that a type needs'),
  row(
    fields,
    refusedNewField,
    oas,
    'DEPENDENT_MISMATCH with `dependee`, `range` or `supported_values`',
  ),
  row(
    fields,
    refusedNewField,
    oas,
    'EXPECTED_DEPENDENT_FIELD_MISSING for a picklist without options',
  ),
  row(fields, refusedNewField, oas, 'AMBIGUITY_DURING_PROCESSING for options of two kinds'),
  row(
    fields,
    'the cap on labels is what the profile says',
    oas,
    'the label of a field has at most 25 characters',
    { confidence: 'unknown', switch: 'fieldLabelLength' },
  ),
  row(fields, 'at most five fields are made in a call', newField, 'at most 5 fields per call'),
  row(
    fields,
    'a module takes two unique fields and one autonumber',
    newField,
    '2 unique fields and 1 autonumber per module',
  ),
  row(
    fields,
    'the %s edition has at most %i custom fields per module',
    newField,
    'custom fields per module by edition: 10, 155, 300, 500',
  ),
  row(
    fields,
    'each field of a call stands for itself',
    newField,
    'rows of a call on fields succeed and fail each on its own',
    { confidence: 'inferred' },
  ),
  row(
    fields,
    '%s fields%s with %o is refused as a whole',
    oas,
    'flat errors of calls on fields: module, parameter, body, id',
  ),
  row(
    fields,
    'a change of a field shows at once',
    change,
    'PATCH of a field: 200, "field updated"',
  ),
  row(fields, 'several fields are changed by their ids', change, 'PATCH of several fields by id'),
  row(
    fields,
    '%s cannot be changed by %o',
    change,
    'type, API name and `external` of a field stay',
  ),
  row(
    fields,
    '%s cannot be changed by %o',
    oas,
    'EXPECTED_FIELD_MISSING for a row that changes nothing of a field',
  ),
  row(
    fields,
    '%s fields%s with %o is refused as a whole',
    oas,
    'NOT_SUPPORTED for new fields of notes and attachments; of which modules is a guess',
  ),
  row(fields, 'the length of a long text stays', change, 'length and type of a textarea stay'),
  row(
    fields,
    'a field is made unique and no longer unique',
    change,
    '`"unique":{"_disable":null}` ends uniqueness',
  ),
  row(
    fields,
    'options are found by id or actual value, and what is neither is new',
    change,
    'picklist options are addressed by id or actual value',
  ),
  row(
    fields,
    'a custom field can be deleted, and is gone',
    'Zoho doc: delete-custom-field',
    'DELETE of a field: "field deleted"',
  ),
  row(
    fields,
    'a field of Zoho, or one that a view uses, cannot be deleted',
    'Zoho doc: delete-custom-field',
    'NOT_ALLOWED for a system field and one in use',
  ),
  row(
    fields,
    'fields are changed only with a scope for that',
    'Zoho doc: crm/scopes',
    'CREATE, UPDATE and DELETE scopes of fields',
  ),
  row(
    modules,
    'a custom module can be made, and takes records at once',
    oas,
    'POST modules makes a custom module',
  ),
  row(
    modules,
    'a module can be named by a number that counts itself',
    oas,
    '`display_field` of a new module may be an autonumber',
  ),
  row(modules, '%s refuses the new module %o', oas, 'error rows of POST modules'),
  row(modules, 'one module is made per call', oas, 'one module per POST'),
  row(
    modules,
    'the labels of a module change by its name, its id, or in a list',
    oas,
    'PUT modules changes labels, by path or in a list',
  ),
  row(
    modules,
    'If-Modified-Since shows the modules that changed since',
    'Zoho doc: modules-api',
    'only modules that changed are shown with `If-Modified-Since`',
  ),
  {
    area,
    what: 'API names of custom modules can be renamed while `module_name` and `id` stay',
    confidence: 'documented',
    source: 'Zoho doc: modules-api',
    absent: 'only people at the screen can rename them',
  },
  {
    area,
    what: 'subforms and linking modules are listed as modules',
    confidence: 'documented',
    source: 'Zoho doc: modules-api',
    absent: 'subform rows live in their records; linking modules are not modelled',
  },
];

const below: FidelityRow[] = [
  row(
    lists,
    'a record shows those that point to it by a lookup',
    relatedDoc,
    'GET of a related list, its info without sort keys',
  ),
  row(
    lists,
    'a related list has pages and tokens that are bound to the question',
    relatedDoc,
    'pages and tokens of a related list are those of any list',
  ),
  row(
    lists,
    'If-Modified-Since answers 304 when no related record changed since',
    relatedDoc,
    '`If-Modified-Since` on a related list',
  ),
  row(
    lists,
    refusedSetting,
    relatedDoc,
    'INVALID_DATA for a list that is not there, NOT_SUPPORTED for a module without lists',
  ),
  row(lists, 'one related record is read by its id', oas, 'GET of one related record'),
  row(
    lists,
    'a lead is added to campaigns, which show it too',
    relatedDoc,
    'PUT links records: "relation added", with what the link says',
  ),
  row(
    lists,
    'relations are added one by one, too, and removed by ids or by the path',
    relatedDoc,
    'links by path, and DELETE: "relation removed"',
  ),
  row(lists, 'each relation of a call stands for itself', oas, '207 for links of which some fail'),
  row(lists, '%s %s with %o is refused', oas, 'at most 100 links per call; flat errors of links'),
  row(
    lists,
    'a record in the recycle bin still shows what was below it',
    relatedDoc,
    'related lists of a record in the recycle bin',
  ),
  row(
    lists,
    'relations change only with a scope for that',
    oas,
    'UPDATE and DELETE scopes of links',
  ),
];

/** Changes of modules and fields, and the records below a record. */
export const crmMetadataEditFidelity: readonly FidelityRow[] = [
  ...edit,
  ...below.map((one) => ({ ...one, area: 'CRM related records' })),
];
