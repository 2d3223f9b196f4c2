import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { CrmRecord } from '../record-table.ts';

import {
  invalidParameter,
  invalidPath,
  missingParameter,
  pick,
  readFields,
  readPageQuery,
  takePage,
} from './list-page.ts';
import { type NoteCall, findNote, noteRoutes, notAllowed, readParent } from './note-scope.ts';
import {
  type Notes,
  createNote,
  parentOf,
  readNoteValues,
  toNoteResult,
  unknownNote,
} from './notes.ts';
import {
  type RowAnswer,
  rowError,
  rowInvalid,
  rowSuccess,
  toFlat,
  toPlace,
  toRows,
} from '../row-answer.ts';
import { isObject } from '../../is-object.ts';

const one = '/(?<note>[^/]+)';

/** Zoho doc: get-notes, create-notes, update-notes, delete-notes. */
export function allNoteRoutes(world: CrmWorld, notes: Notes): Route[] {
  return [
    ...noteRoutes(world, notes, { method: 'GET', path: '', operation: 'READ', handle: listNotes }),
    ...noteRoutes(world, notes, {
      method: 'POST',
      path: '',
      operation: 'CREATE',
      handle: addNotes,
    }),
    ...noteRoutes(world, notes, {
      method: 'PUT',
      path: '',
      operation: 'UPDATE',
      handle: updateNotes,
    }),
    ...noteRoutes(world, notes, {
      method: 'DELETE',
      path: '',
      operation: 'DELETE',
      handle: deleteNotes,
    }),
    ...noteRoutes(world, notes, { method: 'GET', path: one, operation: 'READ', handle: getNote }),
    ...noteRoutes(world, notes, {
      method: 'PUT',
      path: one,
      operation: 'UPDATE',
      handle: updateNote,
    }),
    ...noteRoutes(world, notes, {
      method: 'DELETE',
      path: one,
      operation: 'DELETE',
      handle: deleteNote,
    }),
  ];
}

// --- internal ---

const rowsPerWrite = 100;
const sortable = ['id', 'Created_Time', 'Modified_Time'] as const;

function listNotes(call: NoteCall): EmulatedAnswer {
  const { world, org, notes, parent, request } = call;
  const fields = readFields(request.query);
  if ('status' in fields) return fields;
  const sort = readSort(call);
  if ('status' in sort) return sort;
  const ids = request.query.get('ids')?.split(',');
  const now = world.deps.clock.now();
  const question = JSON.stringify(['notes', parent?.id, fields, sort, ids]);
  const query = readPageQuery(request.query, question, now);
  if ('status' in query) return query;
  const isWanted = (note: CrmRecord): boolean =>
    (parent === undefined || parentOf(note)?.id === parent.id) &&
    (ids === undefined || ids.includes(note.id));
  const wanted = notes.of(org.key).sorted(sort.by, sort.order).filter(isWanted);
  const page = takePage(wanted, query, now);
  if (page.count === 0) return { status: 204 };
  const info = {
    per_page: query.perPage,
    next_page_token: page.nextToken,
    count: page.count,
    sort_by: sort.by,
    page: query.page,
    previous_page_token: page.previousToken,
    page_token_expiry: null,
    sort_order: sort.order,
    more_records: page.more,
  };
  return { status: 200, json: { data: page.rows.map((note) => pick(note, fields)), info } };
}

interface Sort {
  by: (typeof sortable)[number];
  order: 'asc' | 'desc';
}

/** Oldest first, unless the user prefers it the other way round (Zoho doc: get-notes). */
function readSort({ world, request }: NoteCall): Sort | EmulatedAnswer {
  const by = sortable.find((name) => name === (request.query.get('sort_by') ?? 'id'));
  if (by === undefined) return invalidParameter('sort_by', sortable);
  const usual = world.deps.profile().notesRecentFirst ? 'desc' : 'asc';
  const order = request.query.get('sort_order') ?? usual;
  if (order !== 'asc' && order !== 'desc') return invalidParameter('sort_order', ['asc', 'desc']);
  return { by, order };
}

function getNote(call: NoteCall): EmulatedAnswer {
  const fields = readFields(call.request.query);
  if ('status' in fields) return fields;
  const note = findNote(call, call.request.params['note']);
  return note ? { status: 200, json: { data: [pick(note, fields)] } } : { status: 204 };
}

async function addNotes(call: NoteCall): Promise<EmulatedAnswer> {
  const { org, notes, context } = call;
  const rows = await readRows(call);
  if ('status' in rows) return rows;
  const results = await context.commit(() =>
    rows.map((row, index): RowAnswer => {
      const path = `$.data[${index}]`;
      const parent = readParent(call, row, path);
      if ('code' in parent) return parent;
      const values = readNoteValues(row, path);
      if ('code' in values) return values;
      const note = createNote(org, org.nextId(), parent, values);
      notes.of(org.key).add(note);
      touch(call, note);
      return toNoteResult(org, note, 'record added');
    }),
  );
  const forbidden = results.every(({ code }) => code === 'NO_PERMISSION');
  return toRows('data', results, {
    success: 201,
    mixed: call.world.deps.profile().mixedRowsStatus,
    failure: forbidden ? 403 : 400,
  });
}

async function updateNotes(call: NoteCall): Promise<EmulatedAnswer> {
  const rows = await readRows(call);
  if ('status' in rows) return rows;
  const results = await call.context.commit(() =>
    rows.map((row, index) => {
      const path = `$.data[${index}]`;
      const note = findNote(call, row['id']);
      return note ? change(call, note, row, path) : unknownNote(row, path);
    }),
  );
  const mixed = call.world.deps.profile().mixedRowsStatus;
  return toRows('data', results, { success: 200, mixed });
}

async function updateNote(call: NoteCall): Promise<EmulatedAnswer> {
  const rows = await readRows(call);
  if ('status' in rows) return rows;
  if (rows.length > 1) {
    return toFlat(rowInvalid('$.data', { maximum_length: 1 }));
  }
  return await call.context.commit(() => {
    const note = findNote(call, call.request.params['note']);
    if (!note) return invalidPath(call.noteIndex);
    return toRows('data', [change(call, note, rows[0] ?? {}, '$.data[0]')], { success: 200 });
  });
}

/** Only title and content can be changed. */
function change(
  call: NoteCall,
  note: CrmRecord,
  row: Record<string, unknown>,
  path: string,
): RowAnswer {
  const { world, org, notes } = call;
  if ('Parent_Id' in row) return notAllowed(`${path}.Parent_Id`);
  const values = readNoteValues(row, path);
  if ('code' in values) return values;
  const changed = notes.of(org.key).change(note, { ...values, Modified_Time: org.now() });
  touch(call, changed);
  return toNoteResult(org, changed, 'record updated', world.deps.profile().lowerCaseNoteDetails);
}

async function deleteNotes(call: NoteCall): Promise<EmulatedAnswer> {
  const ids = (call.request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) return missingParameter('ids');
  if (ids.length > rowsPerWrite) return tooMany('ids');
  const results = await call.context.commit(() =>
    ids.map((id): RowAnswer => {
      const note = findNote(call, id);
      if (note) return remove(call, note);
      return rowError('INVALID_DATA', 'the id given seems to be invalid', { id });
    }),
  );
  const mixed = call.world.deps.profile().mixedRowsStatus;
  return toRows('data', results, { success: 200, mixed });
}

async function deleteNote(call: NoteCall): Promise<EmulatedAnswer> {
  return await call.context.commit(() => {
    const note = findNote(call, call.request.params['note']);
    if (!note) return invalidPath(call.noteIndex);
    return toRows('data', [remove(call, note)], { success: 200 });
  });
}

function remove(call: NoteCall, note: CrmRecord): RowAnswer {
  const { world, org, notes } = call;
  const table = notes.of(org.key);
  const deletedBy = { id: org.user.id, name: org.user.name };
  table.remove(note, { deletedAt: world.deps.clock.now(), deletedBy, permanent: true });
  touch(call, note);
  return rowSuccess('record deleted', { id: note.id });
}

/** Whoever watches the record hears of its notes too, unless they said otherwise. */
function touch({ world, org }: NoteCall, note: CrmRecord): void {
  const parent = parentOf(note);
  const record = parent && org.modules.get(parent.module.api_name)?.records.get(parent.id);
  if (parent && record) world.changes.touch(org.key, parent.module.api_name, record);
}

async function readRows({
  request,
}: NoteCall): Promise<Record<string, unknown>[] | EmulatedAnswer> {
  const body = await request.json();
  if (!isObject(body)) {
    const message =
      'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.';
    return toCrmError(400, 'INVALID_REQUEST', message);
  }
  const data = body['data'];
  if (!Array.isArray(data) || data.length === 0) {
    return toFlat(rowError('MANDATORY_NOT_FOUND', 'required field not found', toPlace('$.data')));
  }
  if (data.length > rowsPerWrite) return tooMany('data');
  return data.map((row: unknown) => (isObject(row) ? row : {}));
}

function tooMany(name: string): EmulatedAnswer {
  const details = { maximum_length: rowsPerWrite, api_name: name };
  return toCrmError(400, 'LIMIT_EXCEEDED', 'the maximum number of rows is exceeded', details);
}
