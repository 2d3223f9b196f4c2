import { pathSegment, type CallOptions } from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import type { CrmRow } from '../crm-row.ts';
import { walkList } from '../list-pages.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { createRowCheck } from '../writes/check-rows.ts';
import type { WriteResult } from '../writes/write-result.ts';
import { writeRows } from '../writes/write-rows.ts';

/** A new note. */
export interface NoteToAdd {
  /** The record that it is about. */
  parent: { module: string; id: string };
  title?: string | undefined;
  content: string;
}

/** A note's new words; what is left out stays. */
export interface NoteChange {
  id: string;
  title?: string | undefined;
  content?: string | undefined;
}

/** Notes about records. Writes take up to 100 and resolve to one result per row, in order. */
export interface Notes {
  /**
   * Every note of a record; oldest first, unless the user prefers it the other way round.
   * @param options.fields API names, default title, content, times, owner, parent
   */
  list(
    parent: { module: string; id: string },
    options?: CallOptions & { fields?: readonly string[] | undefined },
  ): AsyncGenerator<CrmRow, void, undefined>;
  /** Never sent twice: a lost answer rejects with `maybe-committed`. */
  add(notes: readonly NoteToAdd[], options?: CallOptions): Promise<WriteResult[]>;
  /** A failed request is sent again. */
  update(notes: readonly NoteChange[], options?: CallOptions): Promise<WriteResult[]>;
  /** For good: notes have no recycle bin. Never sent twice. */
  delete(ids: readonly string[], options?: CallOptions): Promise<WriteResult[]>;
}

/** Makes the calls about notes. */
export function createNotes(service: CrmService): Notes {
  return {
    list: ({ module, id }, { fields = usual, ...options } = {}) =>
      walkList(
        service,
        {
          path: `${moduleName(module)}/${pathSegment(crmId(id))}/Notes`,
          method: 'notes.list',
          module,
          what: 'CRM notes',
          fields,
        },
        options,
      ),
    add: async (notes, options) =>
      await send(
        service,
        notes.map((note) => toWire(note)),
        {
          what: 'add notes',
          method: 'POST',
          scopes: scopesFor('notes.add', notes[0]?.parent.module ?? '{module}'),
          options,
        },
      ),
    update: async (notes, options) =>
      await send(
        service,
        notes.map(({ id, ...note }) => ({ id, ...toWire(note) })),
        {
          what: 'update notes',
          method: 'PUT',
          key: 'id',
          scopes: scopesFor('notes.update', '{module}'),
          repeatable: true,
          options,
        },
      ),
    delete: async (ids, options) =>
      await send(
        service,
        ids.map((id) => ({ id })),
        {
          what: 'delete notes',
          method: 'DELETE',
          key: 'id',
          scopes: scopesFor('notes.delete', '{module}'),
          options,
        },
      ),
  };
}

// --- internal ---

interface NoteWrite {
  what: string;
  method: 'POST' | 'PUT' | 'DELETE';
  key?: string;
  scopes: string[];
  repeatable?: boolean;
  options: CallOptions | undefined;
}

async function send(
  service: CrmService,
  notes: readonly Record<string, unknown>[],
  { what, method, key, scopes, repeatable, options = {} }: NoteWrite,
): Promise<WriteResult[]> {
  const check = createRowCheck({ key });
  const checked = notes.map((note, at) => check(note, at));
  return await writeRows(service, checked, {
    what,
    namesIds: key !== undefined,
    toRequest: (rows) => ({
      ...toCall(options),
      method,
      url: `${service.baseUrl}/Notes`,
      ...(method === 'DELETE'
        ? { query: { ids: rows.map(({ id }) => id).join(',') } }
        : { json: { data: rows.map(({ values }) => values) } }),
      scopes,
      repeatable,
    }),
  });
}

const usual = [
  'id',
  'Note_Title',
  'Note_Content',
  'Parent_Id',
  'Owner',
  'Created_Time',
  'Modified_Time',
] as const;

function toWire({
  parent,
  title,
  content,
}: Partial<NoteToAdd> | (Omit<NoteChange, 'id'> & { parent?: undefined })): Record<
  string,
  unknown
> {
  return {
    ...(parent && { Parent_Id: { module: { api_name: parent.module }, id: parent.id } }),
    ...(title !== undefined && { Note_Title: title }),
    ...(content !== undefined && { Note_Content: content }),
  };
}
