import { absent, documented } from './documented-rows.ts';
import type { FidelityRow } from './fidelity-row.ts';

const notes = 'crm/files/notes.test.ts';
const timeline = 'crm/timeline/timeline.test.ts';

const getNotes = 'Zoho doc: get-notes';
const createNotes = 'Zoho doc: create-notes';
const updateNotes = 'Zoho doc: update-notes';
const notesOas = 'Zoho OpenAPI: notes';
const timelinePage = 'Zoho doc: timeline-of-a-record';

/** What is known of notes and of the timeline of a record. */
export const crmNotesFidelity: readonly FidelityRow[] = [
  ...documented('CRM notes', notes, [
    [
      'A list needs `fields`, a single note too',
      getNotes,
      'a request for notes is refused as a whole: %s %s',
    ],
    ['A list without notes and an unknown note are 204', getNotes, 'an unknown note is 204'],
    [
      '`page` reaches 2,000 rows, then DISCRETE_PAGINATION_LIMIT_EXCEEDED',
      notesOas,
      'a request for notes is refused as a whole: %s %s',
    ],
    [
      'An expired page token is EXPIRED_VALUE',
      notesOas,
      'pages of notes go on by token, which is bound to the question and expires after a day',
    ],
    [
      'A new note has its parent as an object of module and id',
      createNotes,
      'a note is written with its parent and read below it',
    ],
    [
      'Creation answers 201, or 207 when some rows fail',
      createNotes,
      'some rows well and some not is 207, in the order of the request',
    ],
    [
      'A row with neither title nor content is EXPECTED_FIELD_MISSING',
      notesOas,
      'a new note is refused: %#',
    ],
    ['A title has at most 120 characters, a content 65,535', notesOas, 'a new note is refused: %#'],
    ['A parent that differs from the path is NOT_ALLOWED', notesOas, 'a new note is refused: %#'],
    [
      'A parent that may not be read is 403 NO_PERMISSION',
      notesOas,
      'a note on a record that may not be read is a refused row: 403',
    ],
    [
      'At most 100 notes are written or deleted at once',
      createNotes,
      'a request for notes is refused as a whole: %s %s',
    ],
    [
      'Only title and content can be changed',
      updateNotes,
      'only title and content of a note can be changed',
    ],
    [
      'An update of several notes is 200 or 207, without id MANDATORY_NOT_FOUND',
      updateNotes,
      'an update of many notes tells of each',
    ],
    [
      'Notes are deleted one by one or by `ids`, 207 when some are unknown',
      'Zoho doc: delete-notes',
      'deleted notes are gone, one by one or by their ids',
    ],
    [
      'Deletion without `ids` is REQUIRED_PARAM_MISSING',
      notesOas,
      'a request for notes is refused as a whole: %s %s',
    ],
    [
      'An unknown note in the path is INVALID_DATA with `resource_path_index`',
      notesOas,
      'a request for notes is refused as a whole: %s %s',
    ],
    [
      'Below a record only its own notes are found',
      'Zoho OpenAPI: related_notes',
      'a note is not found below a record that it does not hang on',
    ],
    [
      'The scope of notes is needed besides that of the module',
      'Zoho doc: crm/scopes',
      'notes need their own scope besides that of the module',
    ],
  ]),
  {
    area: 'CRM notes',
    what: 'Notes are listed oldest first, unless the user prefers recent ones',
    confidence: 'documented',
    source: getNotes,
    switch: 'notesRecentFirst',
    test: {
      file: notes,
      title: 'notes are listed oldest first, unless the user prefers recent ones: %s',
    },
  },
  {
    area: 'CRM notes',
    what: 'The details of an update may be keyed in lower case',
    confidence: 'documented',
    source: `${updateNotes}; ${notesOas}`,
    switch: 'lowerCaseNoteDetails',
    test: {
      file: notes,
      title: 'the details of an update are in lower case as in old samples: %s',
    },
  },
  {
    area: 'CRM notes',
    what: 'Below a record `Parent_Id` can be left out',
    confidence: 'inferred',
    source: 'Zoho OpenAPI: related_notes',
    test: { file: notes, title: 'below a record the parent can be left out' },
  },
  absent(
    'CRM notes',
    'All notes of an org are for administrators: 403 NOT_SUPPORTED to others',
    'Zoho doc: get-notes',
    'the user of an org is an administrator; a fault answers it',
  ),
  absent(
    'CRM notes',
    'NOT_SUPPORTED for modules without notes, FILE_SIZE_EXCEEDS and CANNOT_PERFORM_ACTION',
    notesOas,
    'when they come is not documented',
  ),
  ...documented('CRM timeline', timeline, [
    [
      'An entry tells who, when, what, by which way and the values before and after',
      timelinePage,
      'an update is in the timeline with what was and what is',
    ],
    ['Pages have up to 200 entries', timelinePage, 'a timeline with %j is refused'],
    [
      '`per_page` is for the first call, `page_token` alone for the others',
      timelinePage,
      'a timeline goes on by token alone, newest first or oldest first',
    ],
    ['`per_page` with `page_token` is refused', timelinePage, 'a timeline with %j is refused'],
    [
      'Only `audited_time` can be sorted by, in both orders',
      timelinePage,
      'a timeline goes on by token alone, newest first or oldest first',
    ],
    [
      '`filters` compare module, user, time and source by equal, in and between, in groups',
      timelinePage,
      'a timeline is filtered: %s',
    ],
    [
      '`include_inner_details` adds keys to history and user',
      timelinePage,
      'inner details appear when they are asked for',
    ],
    [
      'A parameter at fault is INVALID_DATA, PATTERN_NOT_MATCHED or NOT_SUPPORTED with `param_name`',
      'Zoho OpenAPI: timelines',
      'a timeline with %j is refused',
    ],
    [
      'An unknown module or record is refused with `resource_path_index`',
      'Zoho OpenAPI: timelines',
      'a timeline of nothing is refused: %s',
    ],
    [
      'A record without history is 204',
      'Zoho OpenAPI: timelines',
      'a record to which nothing happened has none: 204',
    ],
  ]),
  absent(
    'CRM timeline',
    '`include_timeline_type=signals` adds signals',
    timelinePage,
    'there are no signals: the parameter is taken and adds nothing',
  ),
];
