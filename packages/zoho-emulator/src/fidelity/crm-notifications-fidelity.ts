import { documented } from './documented-rows.ts';
import type { FidelityRow } from './fidelity-row.ts';

const channels = 'crm/notifications/channels.test.ts';
const callbacks = 'crm/notifications/callbacks.test.ts';
const composite = 'crm/composite/composite.test.ts';

const enable = 'Zoho doc: notifications/enable';
const details = 'Zoho doc: notifications/get-details';
const update = 'Zoho doc: notifications/update-details';
const disable = 'Zoho doc: notifications/disable';
const overview = 'Zoho doc: notifications/overview';
const oas = 'Zoho OpenAPI: notifications';
const compositePage = 'Zoho doc: composite-api';
const compositeOas = 'Zoho OpenAPI: composite_requests';

/** What is known of channels and their callbacks. */
export const crmNotificationsFidelity: readonly FidelityRow[] = [
  ...documented('CRM notifications', channels, [
    [
      'A subscription answers 201 with an event per module',
      enable,
      'a channel is subscribed per module, and its address says v2',
    ],
    [
      '`resource_uri` says v2 whatever version was asked',
      enable,
      'a channel is subscribed per module, and its address says v2',
    ],
    [
      'An expiry that is missing or more than a week ahead becomes one hour',
      enable,
      'an expiry that is %s',
    ],
    ['A token has at most 50 characters', enable, 'a channel is refused: %#'],
    [
      'Operations are create, edit, delete and all, of modules that exist',
      enable,
      'a channel is refused: %#',
    ],
    ['`users.all` can be watched', enable, 'users can be watched'],
    [
      'A missing channel_id, events or notify_url is MANDATORY_NOT_FOUND with its JSON path',
      enable,
      'a channel is refused: %#',
    ],
    ['At most 50 entries', oas, 'a watch request is refused as a whole: %#'],
    ['At most 50 events each, and 255 characters of notify_url', oas, 'a channel is refused: %#'],
    [
      '`notify_on_related_action` is true unless set',
      enable,
      'a listing shows each channel with its defaults',
    ],
    ['A condition selects at most 10 fields in all groups', enable, 'a condition is refused: %#'],
    [
      'An unknown operator or field of a condition is INVALID_DATA',
      enable,
      'a condition is refused: %#',
    ],
    [
      'A module of a condition without name and id is EXPECTED_FIELD_MISSING',
      enable,
      'a condition is refused: %#',
    ],
    [
      'A condition without its selection is DEPENDENT_FIELD_MISSING',
      enable,
      'a condition is refused: %#',
    ],
    [
      'A module whose name and id differ is AMBIGUITY_DURING_PROCESSING',
      enable,
      'a module whose name and id differ is ambiguous',
    ],
    [
      'GET lists the channels with `info`',
      details,
      'a listing shows each channel with its defaults',
    ],
    [
      'GET without channels is 204',
      details,
      'a listing is empty without channels: 204 without a body',
    ],
    [
      'GET takes channel_id, module, page and per_page',
      details,
      'a listing can be of one channel or module, and in pages',
    ],
    [
      'PUT replaces a channel',
      update,
      'PUT replaces the channel: what it does not name is dropped',
    ],
    ['PATCH changes only the given keys', update, 'PATCH changes only what it names, and renews'],
    [
      'PATCH with `_delete_events` takes events away',
      disable,
      'PATCH with _delete_events takes events away, and the channel with the last',
    ],
    [
      'DELETE drops channels',
      disable,
      'DELETE drops channels and tells of those that are not there',
    ],
    [
      'PATCH and DELETE of an unknown channel are NOT_SUBSCRIBED',
      disable,
      '%s of an unknown channel is not subscribed',
    ],
    ['An expired channel is gone', enable, 'a channel that has expired is as if it had never been'],
    [
      'The scope of notifications and READ of the module are needed',
      'Zoho doc: crm/scopes',
      'a subscription needs its own scope and that of the module: %j',
    ],
  ]),
  {
    area: 'CRM notifications',
    what: 'Some entries refused is 207, or 202 as the page has it',
    confidence: 'documented',
    source: `${enable}; ${oas}`,
    switch: 'watchMixedStatus',
    test: { file: channels, title: 'some entries refused is %i or all of them' },
  },
  ...documented('CRM callbacks', callbacks, [
    [
      'A callback has time, module, ids, operation, channel, token and affected fields',
      overview,
      'an update is posted with what it changed',
    ],
    ['`affected_values` come only on request', enable, 'the values are posted only on request'],
    [
      '`query_params` echo the query of notify_url',
      overview,
      'an update is posted with what it changed',
    ],
    [
      'Several records may share one callback',
      overview,
      'one request that changes several records is one callback with several ids',
    ],
    [
      '`affected_fields` of an insert is empty',
      overview,
      'an insert is posted without affected fields, a delete as well',
    ],
    [
      'Operations are called insert, update and delete',
      overview,
      'an insert is posted without affected fields, a delete as well',
    ],
    ['Only subscribed operations are posted', enable, 'only the subscribed operations are posted'],
    [
      'A field selection by `and` or `or` restricts edits',
      enable,
      'with a condition of %s, an edit is posted when its fields are affected',
    ],
    [
      'Related actions are posted unless switched off',
      enable,
      'a new note counts as an edit of its record, unless %s',
    ],
    ['An expired channel is posted nothing', enable, 'an expired channel is posted nothing'],
  ]),
  {
    area: 'CRM callbacks',
    what: 'A callback may come once, twice or never',
    confidence: 'unknown',
    source: overview,
    switch: 'notificationDelivery',
    test: { file: callbacks, title: 'a callback is posted %s' },
  },
  {
    area: 'CRM callbacks',
    what: 'A callback may come later than its change',
    confidence: 'unknown',
    source: overview,
    switch: 'notificationDelayMs',
    test: { file: callbacks, title: 'a delayed callback is posted when the clock says so' },
  },
  {
    area: 'CRM callbacks',
    what: 'Callbacks go anywhere; here only to this machine unless switched',
    confidence: 'inferred',
    source: enable,
    switch: 'notificationTargets',
    test: { file: callbacks, title: 'nothing is posted beyond this machine' },
  },
  {
    area: 'CRM callbacks',
    what: 'A callback that fails is not repeated',
    confidence: 'unknown',
    source: overview,
    test: { file: callbacks, title: 'a receiver that refuses is not asked again' },
  },
];

/** What is known of composite requests. */
export const crmCompositeFidelity: readonly FidelityRow[] = [
  ...documented('CRM composite', composite, [
    ['At most 5 sub-requests', compositePage, 'a composite request is refused as a whole: %#'],
    [
      'Each is answered with code, headers, status and body',
      compositePage,
      'each sub-request is answered as if it came alone',
    ],
    [
      'References take values of other answers',
      compositePage,
      'a reference takes a value of another answer, in parallel: %s',
    ],
    [
      '200 all triggered, 207 some',
      compositePage,
      'a reference to nothing leaves its sub-request out: 207',
    ],
    ['400 none triggered', compositePage, '%s is not triggered'],
    [
      'A rollback is 400 and nothing is left of it in records',
      compositePage,
      'with rollback_on_fail a failure takes back what was done before and stops the rest',
    ],
    [
      'Rolled back is ROLLBACK_PERFORMED with the index of the cause, the rest PROCESSING_STOPPED',
      compositeOas,
      'with rollback_on_fail a failure takes back what was done before and stops the rest',
    ],
    [
      'Without rollback the others are done in spite of a failure',
      compositePage,
      'without rollback_on_fail the rest is done in spite of a failure',
    ],
    [
      'rollback_on_fail and parallel_execution cannot both be true',
      compositePage,
      'a composite request is refused as a whole: %#',
    ],
    ['A write has one record', compositePage, '%s is not triggered'],
    ['A read has 25 rows', compositePage, 'a read has 25 rows unless fewer are asked for'],
    [
      'It costs 1 credit, 2 when rollback mode succeeds',
      'Zoho doc: api-limits',
      'a composite call costs one credit, two when a rollback could have been and was not',
    ],
    [
      'It takes 5 places among the calls at once',
      'Zoho doc: api-limits',
      'a composite call takes five of the places among calls at once: %i',
    ],
    [
      'An unknown reference is INVALID_REFERENCE, a circle LOOPING_FOUND',
      compositeOas,
      'a composite request is refused as a whole: %#',
    ],
    [
      'A repeated sub_request_id is DUPLICATE_DATA',
      compositeOas,
      'a composite request is refused as a whole: %#',
    ],
    [
      'Another version, service or a restricted header is NOT_SUPPORTED',
      compositeOas,
      'a composite request is refused as a whole: %#',
    ],
    [
      'The scope is composite_requests.CUSTOM, and each sub-request needs its own',
      compositeOas,
      'a sub-request needs its own scopes',
    ],
  ]),
  {
    area: 'CRM composite',
    what: 'rollback_on_fail alone may clash with the default of parallel_execution',
    confidence: 'unknown',
    source: compositePage,
    switch: 'compositeRollbackNeedsSerial',
    test: {
      file: composite,
      title: 'rollback_on_fail alone is refused when parallel_execution must be written out: %s',
    },
  },
  {
    area: 'CRM composite',
    what: 'A rollback of settings, links, channels and jobs',
    confidence: 'unknown',
    source: compositePage,
    absent: 'records and notes are taken back; which other calls can be is not documented',
  },
  {
    area: 'CRM composite',
    what: 'A call that takes more than five minutes is REQUEST_TIMEOUT',
    confidence: 'documented',
    source: `${compositePage}; ${compositeOas}`,
    absent: 'no call takes that long here; a fault can answer it',
  },
];
