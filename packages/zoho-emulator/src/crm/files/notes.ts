import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmOrg } from '../crm-org.ts';
import { type CrmRecord, type RecordTable, createRecordTable } from '../record-table.ts';
import { type RowAnswer, rowError, rowInvalid, rowMissing, rowSuccess } from '../row-answer.ts';

/** The notes of both orgs; a note is a record whose `Parent_Id` says where it hangs. */
export interface Notes {
  of(org: OrgKey): RecordTable;
  table: SnapshotTable;
}

/** `onTable` is called once per org, when it has its first note or is first asked for one. */
export function createNotes(onTable: (table: RecordTable) => void): Notes {
  const tables = new Map<OrgKey, RecordTable>();
  const of = (org: OrgKey): RecordTable => {
    const known = tables.get(org);
    if (known) return known;
    const table = createRecordTable();
    tables.set(org, table);
    onTable(table);
    return table;
  };
  return {
    of,
    table: {
      name: 'crm-notes',
      *capture() {
        for (const [org, table] of tables) {
          for (const note of table.values()) yield { org, note: structuredClone(note) };
        }
      },
      restore(rows) {
        const all = [...rows].map((row) => v.parse(Row, row));
        for (const org of ['a', 'b'] as const) {
          const notes = all.filter((row) => row.org === org).map(({ note }) => note);
          of(org).replace(structuredClone(notes), []);
        }
      },
    },
  };
}

/** Where a note hangs. */
export interface NoteParent {
  module: { api_name: string; id: string };
  id: string;
  name: unknown;
}

/** The parent as it stands in a note; `undefined` when it is none. */
export function parentOf(note: CrmRecord): NoteParent | undefined {
  const result = v.safeParse(Parent, note['Parent_Id']);
  return result.success ? { ...result.output, name: result.output.name ?? null } : undefined;
}

/** What a row may set. */
export interface NoteValues {
  Note_Title?: string | null;
  Note_Content?: string | null;
}

/**
 * The values of a written row, or why it is refused: at least one must be there, both have a
 * greatest length (Zoho OpenAPI: notes). `path` is the row's own: `$.data[0]`.
 */
export function readNoteValues(row: Record<string, unknown>, path: string): NoteValues | RowAnswer {
  const values: NoteValues = {};
  for (const name of noteFields) {
    const value = row[name];
    if (value === undefined) continue;
    if (value !== null && typeof value !== 'string') {
      return rowInvalid(`${path}.${name}`, { expected_data_type: 'text' });
    }
    if (value !== null && value.length > longest[name]) {
      return rowInvalid(`${path}.${name}`, { maximum_length: longest[name] });
    }
    values[name] = value === '' ? null : value;
  }
  const isEmpty = Object.values(values).every((value) => value === null);
  if (!isEmpty) return values;
  return rowError('EXPECTED_FIELD_MISSING', 'one of the expected field(s) is missing', {
    expected_fields: noteFields.map((name) => ({ api_name: name, json_path: `${path}.${name}` })),
  });
}

/** A new note, not yet in the table. */
export function createNote(
  org: CrmOrg,
  id: string,
  parent: NoteParent,
  values: NoteValues,
): CrmRecord {
  const now = org.now();
  const by = { name: org.user.name, id: org.user.id, email: org.user.email };
  return {
    id,
    Note_Title: null,
    Note_Content: null,
    ...values,
    Parent_Id: parent,
    $se_module: parent.module.api_name,
    Owner: by,
    Created_By: by,
    Modified_By: by,
    Created_Time: now,
    Modified_Time: now,
  };
}

/** The result of a write, for its row. */
export function toNoteResult(
  org: CrmOrg,
  note: CrmRecord,
  message: string,
  lowerCase = false,
): RowAnswer {
  const by = { name: org.user.name, id: org.user.id };
  const details = {
    Modified_Time: note['Modified_Time'],
    Modified_By: by,
    Created_Time: note['Created_Time'],
    id: note.id,
    Created_By: by,
  };
  const keyed = Object.entries(details).map(([key, value]) => [key.toLowerCase(), value]);
  return rowSuccess(message, lowerCase ? Object.fromEntries(keyed) : details);
}

/** The note's id is missing, or it is no note that the path leads to. */
export function unknownNote(row: Record<string, unknown>, path: string): RowAnswer {
  return row['id'] === undefined ? rowMissing(`${path}.id`) : rowInvalid(`${path}.id`);
}

// --- internal ---

const noteFields = ['Note_Title', 'Note_Content'] as const;
const longest = { Note_Title: 120, Note_Content: 65_535 } as const;

const Parent = v.object({
  module: v.object({ api_name: v.string(), id: v.string() }),
  id: v.string(),
  name: v.optional(v.unknown()),
});

const Row = v.object({
  org: v.picklist(['a', 'b']),
  note: v.objectWithRest({ id: v.string() }, v.unknown()),
});
