import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import { limitExceeded } from '../../records/list-query.ts';
import {
  type RowPlace,
  type SettingsRow,
  readRows,
  refuse,
  succeeded,
  toRowsAnswer,
} from '../edit/settings-rows.ts';
import { missingParameter } from '../settings-query.ts';
import { type RelatedCall, notSupported } from './related-call.ts';

/** `PUT /crm/v8/{module}/{id}/{list}` and `…/{related id}`: links, or changes what links say. */
export async function addRelations(call: RelatedCall): Promise<EmulatedAnswer> {
  const { request, context, list } = call;
  if (list.by !== 'link') return notSupported;
  const related = request.params['related'];
  const body = await request.json();
  // One that the path names needs nothing to be said of it.
  const rows =
    related !== undefined && body === undefined
      ? [{ row: {}, path: '$.data[0]' }]
      : readRows(body, 'data', related === undefined ? maxRows : 1);
  if ('status' in rows) return rows;
  const results = await context.commit(() => rows.map((place) => addRelation(call, place)));
  return toRowsAnswer('data', results, 200);
}

/** `DELETE /crm/v8/{module}/{id}/{list}?ids=` and `…/{related id}`. */
export async function removeRelations(call: RelatedCall): Promise<EmulatedAnswer> {
  const { org, module, request, context, links, parent, list } = call;
  if (list.by !== 'link') return notSupported;
  const given = request.params['related'] ?? request.query.get('ids');
  if (given === null || given === '') return missingParameter('ids');
  const ids = given.split(',');
  if (ids.length > maxRows) return limitExceeded('ids', maxRows);
  if (ids.some((id) => !/^\d+$/.test(id))) {
    return toCrmError(
      400,
      'UNABLE_TO_PARSE_DATA_TYPE',
      'either the request body or parameters is in wrong format',
    );
  }
  const from = { module: module.apiName, id: parent.id };
  const results = await context.commit(() =>
    ids.map((id): SettingsRow => {
      const was = links.remove(org.key, from, { module: list.module.apiName, id });
      if (was) return succeeded(id, 'relation removed');
      const message = 'the id given seems to be invalid';
      return { code: 'INVALID_DATA', details: { id }, message, status: 'error' };
    }),
  );
  return toRowsAnswer('data', results, 200);
}

// --- internal ---

/** Zoho doc: related-records. */
const maxRows = 100;

function addRelation(call: RelatedCall, { row, path }: RowPlace): SettingsRow {
  const { org, module, request, links, parent, list } = call;
  const { id: given, ...values } = row;
  const id = request.params['related'] ?? given;
  if (id === undefined) return refuse('MANDATORY_NOT_FOUND', path, 'id');
  if (typeof id !== 'string' || !list.module.records.get(id)) {
    return refuse('INVALID_DATA', path, 'id');
  }
  const from = { module: module.apiName, id: parent.id };
  const to = { module: list.module.apiName, id };
  const known = links.of(org.key, from, to.module).get(id);
  links.set(org.key, from, to, { ...known, ...values });
  return succeeded(id, 'relation added');
}
