import { rowError } from '../row-answer.ts';
import type { FieldValue, ValueCheck, ValueContext } from './field-value.ts';
import { type RowContext, mergeRows, storedRows } from './list-values.ts';
import { placeOf, unknownId } from './row-result.ts';

/** Files and images, by what an upload to `/files` answered (Zoho doc: upload-files-to-zfs). */
export const fileChecks: Readonly<Record<string, ValueCheck>> = {
  fileupload: (value, context) => limited(mergeRows(value, context, toFileRow), context, 5),
  imageupload: (value, context) => limited(mergeRows(value, context, toImageRow), context, 10),
};

// --- internal ---

function limited(rows: FieldValue, { field, path }: ValueContext, usual: number): FieldValue {
  const maximum = field.length ?? usual;
  if (!rows.ok || storedRows(rows.value).length <= maximum) return rows;
  const details = { maximum_length: maximum, ...placeOf(path) };
  return {
    ok: false,
    errors: [rowError('LIMIT_EXCEEDED', 'the maximum number of files is exceeded', details)],
  };
}

/** The keys of a file on the wire are documented in part (Zoho doc: insert-records, "File upload"). */
function toFileRow(given: Record<string, unknown>, context: RowContext): FieldValue {
  const { org, path, known } = context;
  const fileId = given['File_Id__s'];
  if (fileId === undefined) {
    if (known) return { ok: true, value: known };
    const expected = [placeOf(`${path}.File_Id__s`), placeOf(`${path}.id`)];
    const message = 'one of the expected fields is missing';
    const error = rowError('EXPECTED_FIELD_MISSING', message, { expected_fields: expected });
    return { ok: false, errors: [error] };
  }
  const file = typeof fileId === 'string' ? org.findFile(fileId) : undefined;
  if (!file) return { ok: false, errors: [unknownId(`${path}.File_Id__s`)] };
  const value = {
    File_Id__s: fileId,
    File_Name__s: file.name,
    Size__s: String(file.size),
    Attachment_Id: org.nextId(),
  };
  return { ok: true, value };
}

function toImageRow(given: Record<string, unknown>, context: RowContext): FieldValue {
  const row = toFileRow(given, context);
  if (!row.ok || row.value === context.known) return row;
  const place = storedRows(context.before).length + 1;
  return { ok: true, value: { ...Object(row.value), Sequence_Number: place, State: 'saved' } };
}
