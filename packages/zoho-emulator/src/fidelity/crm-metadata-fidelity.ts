import { crmMetadataEditFidelity } from './crm-metadata-edit-fidelity.ts';
import { metadataRow as row } from './crm-metadata-row.ts';
import type { FidelityRow } from './fidelity-row.ts';

const oas = 'zoho/crm-oas, second generation';
const settings = 'settings.test.ts';
const users = 'users.test.ts';
const refusedSetting = '%s is refused with %s';

const read: FidelityRow[] = [
  row(
    settings,
    'every org has the standard modules, then those of its seed',
    'Zoho doc: modules-api',
    'an org has the standard modules, `generated_type` default, and its own, custom',
  ),
  row(
    settings,
    'a module has every key of the documented sample',
    'Zoho doc: modules-api',
    'a module has every key of the sample',
  ),
  row(
    settings,
    'a module is read by name or id, with its default view and properties',
    'Zoho doc: modules-api',
    'one module, by API name or id, adds `custom_view` and `properties`',
  ),
  row(
    settings,
    'an unknown module is refused where it is read',
    'Zoho doc: crm/status-codes',
    'INVALID_MODULE for an unknown module',
  ),
  row(
    settings,
    'modules are filtered by status',
    'Zoho doc: modules-api',
    '`status` filters modules; an unknown one is INVALID_DATA with `index` and `supported_values`',
  ),
  row(
    settings,
    'If-Modified-Since answers 304 when no module changed since',
    'Zoho doc: modules-api',
    '`If-Modified-Since` on modules',
  ),
  row(
    settings,
    'a field has every documented key',
    'Zoho doc: field-meta',
    'a field has every key of the list; absent features are `{}` or null',
  ),
  row(
    settings,
    'a field tells what the seed says of it',
    'Zoho doc: field-meta',
    'type keys of a field: unique, external, lookup, formula, auto_number, currency, textarea',
  ),
  row(
    settings,
    'the fields of a subform are those of the module that holds its rows',
    'Zoho doc: modules-api, field-meta (`associated_module`)',
    'the fields of a subform, by the module of its rows, which is called after the field',
    { confidence: 'inferred' },
  ),
  row(
    settings,
    'what can be written is told by operation_type',
    'Zoho doc: field-meta',
    'what the API can write is told by `operation_type`',
  ),
  row(
    settings,
    'the mandatory fields of %s are %s',
    'Zoho doc: insert-records',
    'system-mandatory fields of the standard modules',
  ),
  row(
    settings,
    'fields are read one by one, unused ones apart, and with what may be changed',
    'Zoho doc: field-meta',
    'one field by id, `type` and `include`; no field is 204',
  ),
  row(
    settings,
    refusedSetting,
    oas,
    'REQUIRED_PARAM_MISSING and INVALID_MODULE where settings need a module',
  ),
  row(
    settings,
    'an option has three names, and the layouts that use it',
    'Zoho doc: pick-list-values',
    'picklist values have display, actual and reference value',
  ),
  row(
    settings,
    'a layout has sections of fields that say whether they are required',
    'Zoho doc: layouts-meta',
    'layouts, their sections and the `required` of their fields',
  ),
  row(
    settings,
    'the pipelines of deals hold the stages that belong to them',
    'Zoho doc: layouts-meta',
    'a pipeline holds its stages in `maps`; Leads have `convert_mapping`',
  ),
  row(
    'custom-views.test.ts',
    'a module has the view of all its records, then those of the seed',
    'Zoho doc: custom-views',
    'custom views of a module',
  ),
  row(
    'custom-views.test.ts',
    'a view read by itself tells criteria, columns and order',
    'Zoho doc: custom-views',
    'criteria and order of a custom view',
  ),
  row(
    'custom-views.test.ts',
    'cvid shows the records of a view, in its order',
    'Zoho doc: get-records',
    '`cvid` shows the records of a view',
  ),
  row(
    settings,
    'related lists name the module they show and where they are',
    'Zoho doc: related-lists',
    'related lists with `href`, `module` and `type`',
  ),
  row(
    settings,
    'roles report to those above them',
    'Zoho doc: get-roles',
    'roles with `reporting_to`',
  ),
  row(
    settings,
    'a profile tells its permissions only when it is read by itself',
    'Zoho doc: get-profiles',
    'permissions and sections only on the read of one profile',
  ),
  row(users, 'users%s are %s', 'Zoho doc: get-users', 'the ten types of users'),
  row(
    users,
    'pages of users tell whether more follow',
    'Zoho doc: get-users',
    'users by `page` and `per_page` up to 200',
  ),
  row(
    users,
    'users are found by ids, one of them by its own address',
    'Zoho doc: get-users',
    'users by up to 100 `ids`, and one by its id',
  ),
  row(
    users,
    'If-Modified-Since answers 304 when no user changed since',
    'Zoho doc: get-users',
    '`If-Modified-Since` on users',
  ),
  row(
    users,
    'a user tells role, profile and the zone in which times are shown',
    'Zoho doc: get-users',
    'a user has role, profile, locale, formats and `time_zone`',
  ),
  row(
    settings,
    'the org tells its edition, licences and currency',
    'Zoho doc: get-org-data',
    'the org with `zgid`, currency and `license_details`',
  ),
  row(
    settings,
    '%s is not for a token with %s',
    'Zoho doc: crm/scopes',
    'each part of the settings, users and org has its scope',
  ),
];

/** Modules, fields, layouts, views, people, and what stands below a record. */
export const crmMetadataFidelity: readonly FidelityRow[] = [...read, ...crmMetadataEditFidelity];
