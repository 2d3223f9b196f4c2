import { ZohoError } from '@zohokit/zoho-http';
import type { CrmRow } from '../crm-row.ts';
import { isObject } from '../is-object.ts';
import type { ModuleSchema } from '../module-schema.ts';
import { innerShape, shapesOf } from '../schema-shape.ts';

/** A row of a bulk read without a schema: texts as they are in the file, `null` for an empty cell. */
export type CsvRow = Record<string, string | null> & {
  /** 18 or 19 digits. */
  id: string;
};

/** Rows from the lines of a file, its header first. `undefined` when there is no header at all. */
export type ToRow<Row> = (header: readonly string[]) => (cells: readonly string[]) => Row;

/** Texts under the names of the header. A line of another length is a file that was damaged. */
export const toCsvRow: ToRow<CsvRow> = (header) => {
  // The column's case is documented nowhere.
  const idAt = header.findIndex((name) => name.toLowerCase() === 'id');
  if (idAt === -1) throw broken('it has no column "id"');
  const names = header.map((name, at) => (at === idAt ? 'id' : name));
  return (cells) => {
    if (cells.length !== names.length) throw broken('its lines have unequal numbers of cells');
    const row: Record<string, string | null> = {};
    for (const [at, name] of names.entries())
      row[name] = cells[at] === '' ? null : (cells[at] ?? null);
    const id = cells[idAt] ?? '';
    if (!/^\d+$/.test(id)) throw broken('a row has no id');
    return { ...row, id };
  };
};

/**
 * Rows of a module's schema: a cell is made what its field wants (truth, numbers, lists, lookups by
 * id) and the whole read as any row is. Decimals that the schema keeps as text stay the text of the
 * file.
 */
export function toTypedRow<Row>(
  schema: Pick<ModuleSchema, 'row'>,
  parse: (row: CrmRow) => Row,
): ToRow<Row> {
  const shapes = shapesOf(schema.row);
  return (header) => {
    const toTexts = toCsvRow(header);
    const read = new Map(header.map((name) => [name, readerOf(shapes[name])]));
    return (cells) => {
      const texts = toTexts(cells);
      const row: CrmRow = { id: texts.id };
      for (const [name, text] of Object.entries(texts)) {
        if (name !== 'id') row[name] = text === null ? null : (read.get(name)?.(text) ?? text);
      }
      return parse(row);
    };
  };
}

// --- internal ---

type Read = (text: string) => unknown;

/** What a cell has to become, by the type that the schema of its field begins with. */
function readerOf(shape: unknown): Read {
  const type = typeOf(shape);
  if (type.includes('object')) return (text) => ({ id: text });
  return readers[type] ?? ((text) => text);
}

const readers: Readonly<Record<string, Read>> = {
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  number: (text) => (Number.isFinite(Number(text)) ? Number(text) : text),
  array: (text) => text.split(';'),
};

function typeOf(shape: unknown): string {
  const inner = innerShape(shape);
  return isObject(inner) && typeof inner['type'] === 'string' ? inner['type'] : '';
}

function broken(why: string): ZohoError {
  return new ZohoError(`The result of a bulk read cannot be understood: ${why}`, {
    kind: 'unexpected-response',
  });
}
