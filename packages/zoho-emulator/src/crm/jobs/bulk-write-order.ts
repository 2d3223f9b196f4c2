import { toCrmError, toRefusal } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { permitsModule } from '../crm-scopes.ts';
import { comparableFields } from '../records/duplicates.ts';
import { type BulkFiles, type CsvFile, readCsv } from './bulk-files.ts';
import { type BulkMapping, readMappings } from './bulk-mapping.ts';
import type { BulkOperation } from './bulk-write-job.ts';
import { refuseCallback } from './job-callback.ts';
import { type JsonObject } from './json-body.ts';
import { isObject } from '../../is-object.ts';

/** What a bulk write is told to do, checked against the org and the file. */
export interface BulkWriteOrder {
  operation: BulkOperation;
  ignoreEmpty: boolean;
  encoding: string | null;
  module: string;
  fileId: string;
  fileName: string;
  findBy?: string;
  mappings: BulkMapping[];
}

export interface OrderContext {
  org: CrmOrg;
  files: BulkFiles;
  scopes: ReadonlySet<string>;
}

/** Reads the body of a new job, or says what is wrong with it (Zoho doc: bulk-write create-job). */
export function readOrder(context: OrderContext, body: unknown): BulkWriteOrder | EmulatedAnswer {
  if (body === undefined) return refuse('INVALID_FORMAT', 'the request body is not JSON');
  if (!isObject(body)) {
    return refuse('REQUEST_BODY_NOT_SUPPORTED', 'the request body is not supported');
  }
  const callback = refuseCallback(body['callback']);
  if (callback) return callback;
  const operation = readOperation(body);
  if (typeof operation !== 'string') return operation;
  const resource = readResource(body);
  if ('answer' in resource) return resource.answer;
  const encoding = body['character_encoding'] ?? null;
  if (encoding !== null && !isEncoding(encoding)) return invalid('character_encoding');
  const { first } = resource;
  const found = readFile(context, first, encoding ?? 'UTF-8');
  if ('status' in found) return found;
  const { module, csv, fileId } = found;
  const mappings = readMappings({
    module,
    header: csv.rows[0] ?? [],
    given: first['field_mappings'],
  });
  if ('status' in mappings) return mappings;
  const findBy = readFindBy(module, operation, { given: first['find_by'], mappings });
  if (typeof findBy === 'object') return findBy;
  return {
    operation,
    // zoho/crm-oas has the key in the resource, documentation and SDK in the body.
    ignoreEmpty: (body['ignore_empty'] ?? first['ignore_empty']) === true,
    encoding,
    module: module.apiName,
    fileId,
    fileName: csv.name,
    mappings,
    ...(findBy !== undefined && { findBy }),
  };
}

// --- internal ---

function readOperation({ operation }: JsonObject): BulkOperation | EmulatedAnswer {
  if (operation === undefined) return missingKey('$.operation');
  if (operation === 'insert' || operation === 'update' || operation === 'upsert') return operation;
  return invalid('operation');
}

function readResource({
  resource,
}: JsonObject): { first: JsonObject } | { answer: EmulatedAnswer } {
  const resources: unknown[] = Array.isArray(resource) ? resource : [];
  const [first, ...others] = resources;
  if (!isObject(first)) return { answer: missingKey('$.resource') };
  for (const key of ['type', 'module', 'file_id']) {
    if (first[key] === undefined) return { answer: missingKey(`$.resource[0].${key}`) };
  }
  if (first['type'] !== 'data') return { answer: invalid('type') };
  if (others.length === 0) return { first };
  const tied = others.every((other) => hasParentColumn(other));
  return { answer: tied ? noChildren : noParentColumn };
}

function hasParentColumn(resource: unknown): boolean {
  const mappings = isObject(resource) ? resource['field_mappings'] : undefined;
  if (!Array.isArray(mappings)) return false;
  return mappings.some((one) => isObject(one) && one['parent_column_index'] !== undefined);
}

/** A child is tied to its parent by it (Zoho doc: bulk-write create-job). */
const noParentColumn = refuse(
  'MANDATORY_NOT_FOUND',
  'Required key parent_column_index is not available',
);

const noChildren = refuse('COEXISTENCE_NOT_ALLOWED', 'the emulator takes no child resources');

interface FoundFile {
  module: CrmModule;
  csv: CsvFile;
  fileId: string;
}

function readFile(
  { org, files, scopes }: OrderContext,
  resource: JsonObject,
  encoding: string,
): FoundFile | EmulatedAnswer {
  const name = isObject(resource['module']) ? resource['module']['api_name'] : undefined;
  const module = typeof name === 'string' ? org.modules.get(name) : undefined;
  if (!module || !(module.custom || writable.has(module.apiName))) {
    return refuse('MODULE_NOT_AVAILABLE', 'the module is not available', {
      api_name: name ?? null,
    });
  }
  const operations = ['CREATE', 'UPDATE'] as const;
  if (!operations.every((one) => permitsModule(scopes, module, one))) {
    return toRefusal('crm', 'scope-missing');
  }
  const fileId = String(resource['file_id']);
  if (!/^\d+$/.test(fileId)) return refuse('INVALID_FILE_ID', 'the file id is invalid');
  const file = files.find(org.key, fileId);
  if (!file) return refuse('FILE_NOT_FOUND', 'the file is not found');
  const names = resource['file_names'];
  const wanted = Array.isArray(names) ? String(names[0]) : undefined;
  const csv = readCsv(file.zip, { name: wanted, encoding });
  if (!csv) return refuse('FILE_NOT_SUPPORTED', 'the file is not supported');
  return { module, csv, fileId };
}

function readFindBy(
  module: CrmModule,
  operation: BulkOperation,
  { given, mappings }: { given: unknown; mappings: readonly BulkMapping[] },
): string | undefined | EmulatedAnswer {
  const mapped = new Set(mappings.map(({ api_name }) => api_name));
  if (operation !== 'update' && !mapped.has(module.nameField)) {
    return notMapped;
  }
  if (given === undefined || given === null) {
    if (operation === 'insert') return undefined;
    return refuse('MANDATORY_NOT_FOUND', 'Required key find_by is not available');
  }
  const name = typeof given === 'string' ? given : '';
  if (name !== 'id' && !comparableFields(module).has(name)) {
    return refuse('INVALID_FIELD', 'find_by takes a unique field', { api_name: name });
  }
  return mapped.has(name) ? name : notMapped;
}

const notMapped = refuse('MANDATORY_FIELDS_NOT_MAPPED', 'mandatory fields are not mapped');

/** Zoho doc: bulk-write create-job; modules of the user's own besides. */
const writable = new Set([
  'Leads',
  'Accounts',
  'Contacts',
  'Deals',
  'Campaigns',
  'Cases',
  'Solutions',
  'Products',
  'Vendors',
  'Price_Books',
  'Tasks',
]);

function isEncoding(name: unknown): name is string {
  try {
    return typeof name === 'string' && new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

function missingKey(path: string): EmulatedAnswer {
  return refuse('MISSING_REQUIRED_KEY', 'required key is missing', { json_path: path });
}

function invalid(name: string): EmulatedAnswer {
  return refuse('INVALID_DATA', 'invalid data', { api_name: name });
}

function refuse(code: string, message: string, details: JsonObject = {}): EmulatedAnswer {
  return toCrmError(400, code, message, details);
}
