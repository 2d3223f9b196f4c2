import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, crmRoute, moduleRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { permitsModule } from '../crm-scopes.ts';
import type { CrmRecord } from '../record-table.ts';

import { invalidPath } from './list-page.ts';
import { type NoteParent, type Notes, parentOf } from './notes.ts';
import { type RowAnswer, rowError, rowInvalid, rowMissing } from '../row-answer.ts';
import { isObject } from '../../is-object.ts';

/** A call about notes: all of them, or those of one record. */
export interface NoteCall extends CrmCall {
  notes: Notes;
  /** The record below which the path is. */
  parent: NoteParent | undefined;
  /** Where the note stands in the path, for `resource_path_index`. */
  noteIndex: number;
}

export interface NoteEndpoint {
  method: string;
  /** Behind `/Notes`. */
  path: string;
  operation: 'READ' | 'CREATE' | 'UPDATE' | 'DELETE';
  handle(call: NoteCall): EmulatedAnswer | Promise<EmulatedAnswer>;
}

/** The same endpoint twice: below a record, and for all notes. */
export function noteRoutes(world: CrmWorld, notes: Notes, endpoint: NoteEndpoint): Route[] {
  const { method, path, operation } = endpoint;
  const written = operation === 'CREATE' || operation === 'UPDATE' ? ['WRITE'] : [];
  const scopes = [operation, ...written].flatMap((op) => [
    `ZohoCRM.modules.notes.${op}`,
    `ZohoCRM.modules.${op}`,
  ]);
  return [
    moduleRoute(world, {
      method,
      path: `/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)/Notes${path}`,
      // Whatever is done to the note, the record is only read (Zoho OpenAPI: related_notes).
      operation: 'READ',
      besides: [scopes],
      handle(call) {
        const parent = toParent(call, call.module.apiName, call.request.params['id'] ?? '');
        return parent ? endpoint.handle({ ...call, notes, parent, noteIndex: 3 }) : invalidPath(1);
      },
    }),
    crmRoute(world, {
      method,
      path: `/Notes${path}`,
      anyOf: scopes,
      handle: (call) => endpoint.handle({ ...call, notes, parent: undefined, noteIndex: 1 }),
    }),
  ];
}

/** The note that the path or a row names, if it hangs where the path says. */
export function findNote({ org, notes, parent }: NoteCall, id: unknown): CrmRecord | undefined {
  const note = typeof id === 'string' ? notes.of(org.key).get(id) : undefined;
  if (!note || !parent) return note;
  return parentOf(note)?.id === parent.id ? note : undefined;
}

/** The parent of a row to be inserted, from the path or the row's own `Parent_Id`. */
export function readParent(
  call: NoteCall,
  row: Record<string, unknown>,
  path: string,
): NoteParent | RowAnswer {
  const at = `${path}.Parent_Id`;
  const given = row['Parent_Id'];
  if (given === undefined || given === null) return call.parent ?? rowMissing(at);
  if (!isObject(given)) return rowInvalid(at, { expected_data_type: 'jsonobject' });
  const module = given['module'];
  if (!isObject(module)) return rowMissing(`${at}.module`);
  if (given['id'] === undefined) return rowMissing(`${at}.id`);
  const found = findModule(call, module);
  if (!found) return rowInvalid(`${at}.module.${'api_name' in module ? 'api_name' : 'id'}`);
  if (!permitsModule(call.context.caller.scopes, found, 'READ')) return notPermitted(found);
  const parent = toParent(call, found.apiName, given['id']);
  if (!parent) return rowInvalid(`${at}.id`);
  if (call.parent && call.parent.id !== parent.id) return notAllowed(at);
  return parent;
}

/** The answer to a value that cannot be written here. */
export function notAllowed(path: string): RowAnswer {
  const details = { api_name: path.split('.').at(-1), json_path: path };
  return rowError('NOT_ALLOWED', 'the value cannot be changed', details);
}

// --- internal ---

function toParent({ org }: CrmCall, moduleName: string, id: unknown): NoteParent | undefined {
  const module = org.modules.get(moduleName);
  const record = typeof id === 'string' ? module?.records.get(id) : undefined;
  if (!module || !record) return undefined;
  const name = record[module.nameField] ?? null;
  return { module: { api_name: module.apiName, id: module.id }, name, id: record.id };
}

function findModule(
  { org }: CrmCall,
  { api_name: name, id }: Record<string, unknown>,
): ReturnType<CrmCall['org']['modules']['get']> {
  if (typeof name === 'string') return org.modules.get(name);
  return [...org.modules.values()].find((module) => module.id === id);
}

function notPermitted({ apiName }: { apiName: string }): RowAnswer {
  const permissions = [`Crm_Implied_View_${apiName}`];
  return rowError('NO_PERMISSION', 'permission denied', { permissions });
}
