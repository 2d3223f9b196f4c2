import type { FidelityRow } from './fidelity-row.ts';

const area = 'CRM COQL';
const language = 'crm/coql/coql-language.test.ts';
const runtime = 'crm/coql/coql-runtime.test.ts';
const records = 'crm/coql/query-records.test.ts';
const parser = 'crm/coql/parse-coql.test.ts';

const query = 'Zoho doc: Get-Records-through-COQL-Query';
const overview = 'Zoho doc: COQL-Overview';
const limits = 'Zoho doc: COQL-Limitations (v8)';
const oas = 'zoho/crm-oas: coql examples';

type Proof = [file: string, title: string];

const refused: Proof = [language, '%s is refused as %s, "%s"'];
const refusedBody: Proof = [language, 'a body %j is refused'];
const pairs: Proof = [parser, '%s is refused'];
const conditions: Proof = [records, 'where %s finds the right records, by id'];
const contacts: Proof = [language, 'contacts where %s are found'];
const operators: Proof = [parser, '%s is read as %s'];

function documented(source: string, [file, title]: Proof, ...all: string[]): FidelityRow[] {
  return all.map((what) => ({
    area,
    what,
    confidence: 'documented',
    source,
    test: { file, title },
  }));
}

/** COQL: grammar, answers, limits and refusals. */
export const crmCoqlFidelity: FidelityRow[] = [
  ...documented(
    oas,
    refused,
    'SYNTAX_ERROR {clause}: missing clause',
    'SYNTAX_ERROR {line, column, near}: unexpected token',
    'SYNTAX_ERROR {near}: error occured while parsing the query',
    'SYNTAX_ERROR {operator}: operator not supported',
    'SYNTAX_ERROR {}: given coql query not supported',
    'INVALID_QUERY {reason, column_name, operator}: invalid operator found',
    'INVALID_QUERY {column_name}: unsupported column',
    'INVALID_QUERY {column_name, alias}: an alias that is the name of a selected column',
    'INVALID_QUERY {limit} or {offset}: limit given seems to be invalid',
    'INVALID_QUERY {cv_criteria, column_name, value, operator}: unsupported column in criteria',
    'INVALID_QUERY {column_name, clause}: a column that the clause does not take',
    'INVALID_QUERY {module}: a module that is not there, in a column',
    'INVALID_QUERY {cvid}: a custom view that is not there',
    'INVALID_QUERY {sub_query_sequence, operator}: a query inside that answers several values',
    'INVALID_QUERY {sub_query_sequence, column_name}: a query inside with several columns',
    'INVALID_DATA {}: limit should be greater than 0',
    'INVALID_DATA {reason, column}: unsupported aggregate function',
    'DUPLICATE_DATA {column_name}: duplicate select column, with HTTP 400',
    'DUPLICATE_DATA {column_name, aggregate}: duplicate aggregate function',
    'DUPLICATE_ALIAS {alias, referred_columns}: same alias cannot refer more than one column',
    'INVALID_ALIAS {alias, column_name}: alias name cannot be an empty string',
    'INVALID_MODULE {}: the given module is not supported in api',
  ),
  ...documented(
    oas,
    refusedBody,
    'MANDATORY_NOT_FOUND {api_name}: a body without select_query',
    'INVALID_DATA {expected_data_type, api_name, json_path}: include_meta is no list',
    'INVALID_DATA {api_name, json_path, supported_values}: include_meta has another word than fields',
  ),
  ...documented(
    limits,
    refused,
    'At most 2,000 rows per call',
    '100,000 rows are reachable with LIMIT and OFFSET',
    'At most 500 columns are selected',
    'At most 25 criteria',
    'At most 100 values in an in-list',
    'At most 10 columns to order by',
    'At most 4 columns to group by',
    'At most 5 aggregates',
    'At most 15 joins in the selected columns',
    'At most 5 joins in conditions, groups and order',
    'Subforms and multi-select lookups are not supported',
  ),
  ...documented(overview, pairs, 'More than two conditions are paired with parentheses'),
  ...documented(
    overview,
    operators,
    'The operators = != > >= < <= in, not in, like, not like, between, not between and is [not] null',
    'Texts stand in single quotes, and a quote in a text is doubled',
  ),
  ...documented(
    overview,
    conditions,
    'Numbers and dates are compared by size, datetimes across offsets, ids beyond 2^53 exactly',
    'A boolean is compared with = and a word in quotes',
    'like takes % at the beginning, at the end or at both',
  ),
  ...documented(
    overview,
    refused,
    'not like takes % at both ends only',
    'Aggregate functions are written in capitals',
    'A column that is not grouped by cannot stand beside an aggregate',
  ),
  ...documented(
    overview,
    contacts,
    'Lookups are compared by id',
    'Conditions follow lookups with dots',
    'Multi-select picklists are compared as texts with semicolons',
    'A query inside of a condition gives its values',
  ),
  ...documented(
    query,
    [records, 'nothing found is 204 without a body'],
    'Nothing found is 204 without a body',
  ),
  ...documented(
    query,
    [records, 'rows carry the columns asked for and the id; more_records tells of the rest'],
    'info has only count and more_records',
  ),
  ...documented(
    query,
    [parser, 'without limit and order the defaults are 200 rows from the first'],
    'Without a limit there are 200 rows',
  ),
  ...documented(
    overview,
    [records, 'offset and order walk to the end'],
    'Rows come by id unless the query orders them',
  ),
  ...documented(
    overview,
    [parser, '"limit 5, 10" skips five'],
    'limit offset, n and limit n offset m are both taken',
  ),
  ...documented(
    query,
    [
      language,
      'a dotted column follows lookups and comes back under its flat key, with the id last',
    ],
    'Columns of lookups come back under flat, dotted keys',
    'The id is added to rows',
  ),
  ...documented(
    query,
    [language, 'a lookup column has id and name, for users too'],
    'A lookup column has id and name',
  ),
  ...documented(
    overview,
    [language, 'a lookup to many modules is followed with an arrow'],
    'A lookup to many modules is followed as What_Id->Leads.Last_Name',
  ),
  ...documented(
    overview,
    [language, 'a column may be qualified by the module'],
    'A column may be qualified as !Leads.Owner.role.id',
  ),
  ...documented(
    overview,
    [language, 'an alias names the column in rows, and the order'],
    'A column may have an alias',
  ),
  ...documented(
    query,
    [language, 'include_meta adds the metadata of the columns'],
    'include_meta adds the metadata of the columns',
  ),
  ...documented(
    overview,
    [language, 'a custom view narrows what is queried'],
    'from Module#cvid queries a custom view',
  ),
  ...documented(
    overview,
    [language, 'without groups there is one row, without an id, keyed by the expressions'],
    'SUM, MAX, MIN, AVG and COUNT, each keyed by its expression',
    'Rows of aggregates have no id',
  ),
  ...documented(
    overview,
    [language, 'group by gives a row per value'],
    'group by gives a row per value',
  ),
  ...documented(
    'Zoho doc: api-limits (v8)',
    [runtime, 'with "%s" costs %i credits'],
    'A call costs 1, 2 or 3 credits, by the rows that it may answer',
  ),
  ...documented(
    query,
    [records, 'COQL needs its own scope, and READ of the module'],
    'The token needs ZohoCRM.coql.READ and READ of the module',
  ),
  ...documented(
    query,
    [runtime, 'needs READ of the fields for include_meta, and of the module of a query inside'],
    'include_meta needs ZohoCRM.settings.fields.READ',
  ),
  ...documented(
    'Zoho doc: search-records, "To fetch records without any delay"',
    ['crm/search/search-records.test.ts', 'COQL is not late'],
    'COQL reads the records themselves, without delay',
  ),
  {
    area,
    what: 'where is mandatory',
    confidence: 'documented',
    source: 'Zoho doc: COQL-Overview (up to v7)',
    switch: 'coqlWhereMandatory',
    test: { file: runtime, title: 'without where is refused, and taken when the switch says so' },
  },
  {
    area,
    what: 'Whether = on texts ignores case',
    confidence: 'unknown',
    source: 'no source',
    switch: 'coqlIgnoresCase',
    test: {
      file: runtime,
      title: 'takes texts for equal that differ in case when the switch says so',
    },
  },
  {
    area,
    what: 'INVALID_QUERY "invalid operator found" for is null on fields without it',
    confidence: 'documented',
    source: oas,
    absent: 'the example does not tell which type of field it is',
  },
  {
    area,
    what: 'Other reserved words of SQL than those of the grammar need quotes as column names',
    confidence: 'documented',
    source: 'Zoho community: Kaizen #171, FAQs on COQL API',
    absent: 'the list of words is not published; those of the grammar and External are refused',
  },
];
