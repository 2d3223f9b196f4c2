import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';

/** A zip that was uploaded for a bulk write. */
export interface BulkFile {
  id: string;
  org: OrgKey;
  zip: Uint8Array;
}

export interface BulkFiles {
  add(org: OrgKey, zip: Uint8Array): BulkFile;
  /** No other org's. */
  find(org: OrgKey, id: string): BulkFile | undefined;
}

/** What was uploaded, in memory: it is small, and jobs read it without waiting. */
export function createBulkFiles(world: CrmWorld): BulkFiles {
  const files = new Map<string, BulkFile>();
  world.tables.push({
    name: 'crm-bulk-files',
    *capture() {
      for (const { id, org, zip } of files.values()) {
        yield { id, org, base64: Buffer.from(zip).toString('base64') };
      }
    },
    restore(rows) {
      files.clear();
      for (const row of rows) {
        const { id, org, base64 } = v.parse(Row, row);
        files.set(id, { id, org, zip: Buffer.from(base64, 'base64') });
      }
    },
  });
  return {
    add(org, zip) {
      const file = { id: world.deps.ids.crmId(), org, zip };
      files.set(file.id, file);
      return file;
    },
    find(org, id) {
      const file = files.get(id);
      return file?.org === org ? file : undefined;
    },
  };
}

/** Whether the bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

export interface CsvFile {
  name: string;
  /** The header row first. */
  rows: string[][];
}

/**
 * The CSV of a zip: the one of that name, or the first. `undefined` when there is none, or when it
 * cannot be read; throws a `RangeError` for an unknown encoding.
 */
export function readCsv(
  zip: Uint8Array,
  { name, encoding }: { name: string | undefined; encoding: string },
): CsvFile | undefined {
  const decoder = new TextDecoder(encoding);
  try {
    const found = unzipSync(zip, {
      filter: (file) =>
        file.originalSize <= mostBytes &&
        (name === undefined ? /\.csv$/i.test(file.name) : file.name === name),
    });
    const [first] = Object.entries(found);
    if (!first) return undefined;
    const rows = v.parse(
      v.array(v.array(v.string())),
      parse(decoder.decode(first[1]), { relax_column_count: true, skip_empty_lines: true }),
    );
    return { name: first[0], rows };
  } catch {
    // A zip or a CSV that is none: the caller has Zoho's words for it.
    return undefined;
  }
}

// --- internal ---

/** More than 25,000 rows of 200 short cells; a zip may claim to hold much more than it should. */
const mostBytes = 256 * 2 ** 20;

const Row = v.object({ id: v.string(), org: v.picklist(['a', 'b']), base64: v.string() });
