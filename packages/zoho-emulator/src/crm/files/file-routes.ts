import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, type ModuleCall, crmRoute, moduleRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { toDownload } from './file-answer.ts';
import { toFileId } from './file-store.ts';
import { invalidPath, missingParameter } from './list-page.ts';
import { readForm } from './read-form.ts';
import { rowSuccess, toRows } from '../row-answer.ts';
import { largestFile, tooLarge } from './size-limit.ts';

/** Zoho doc: upload-files-to-zfs, download-files; get-fields-attachment. */
export function fileRoutes(world: CrmWorld): Route[] {
  return [
    crmRoute(world, {
      method: 'POST',
      path: '/files',
      anyOf: ['ZohoCRM.files.CREATE', 'ZohoCRM.files.WRITE'],
      handle: uploadFiles,
    }),
    crmRoute(world, {
      method: 'GET',
      path: '/files',
      anyOf: ['ZohoCRM.files.READ'],
      handle: downloadFile,
    }),
    moduleRoute(world, {
      method: 'GET',
      path: '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)/actions/download_fields_attachment',
      operation: 'READ',
      handle: downloadFieldAttachment,
    }),
  ];
}

// --- internal ---

const mostParts = 10;

async function uploadFiles({ world, org, request, context }: CrmCall): Promise<EmulatedAnswer> {
  const form = await readForm(request, largestFile);
  const parts = form?.filter((part) => part.name === 'file') ?? [];
  if (parts.length === 0) {
    const message =
      'unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.';
    return toCrmError(400, 'INVALID_REQUEST', message);
  }
  if (parts.length > mostParts) {
    const message = `more than ${mostParts} files in one request`;
    return toCrmError(400, 'failure_in_attachment_handling', message);
  }
  // One part too large refuses them all.
  if (parts.some((part) => part.oversize)) return tooLarge(415);
  if (parts.some((part) => isInfected(part.bytes))) {
    return toCrmError(400, 'VIRUS_DETECTED', 'virus detected in the file');
  }
  const rows = await context.commit(() =>
    parts.map(({ filename: name = 'file', bytes }) => {
      const id = toFileId(org);
      world.files.add(org.key, { id, name, bytes: world.bytes.put(bytes) });
      // The misspelling is Zoho's.
      return rowSuccess(`${name} uploaded Succeessfully`, { name, id });
    }),
  );
  return toRows('data', rows, { success: 200 });
}

/** The harmless text by which scanners are tested (eicar.org); in two pieces, so that none finds it here. */
const testVirus = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!'].join(''),
);

function isInfected(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(testVirus);
}

function downloadFile({ world, org, request }: CrmCall): EmulatedAnswer {
  const id = request.query.get('id') ?? '';
  if (id === '') return missingParameter('id');
  const file = world.files.find(org.key, id);
  return file ? toDownload(file.name, file.bytes) : { status: 204 };
}

/** The id is that of an entry of a file or image field, by any of its names. */
function downloadFieldAttachment({ world, org, module, request }: ModuleCall): EmulatedAnswer {
  const record = module.records.get(request.params['id'] ?? '');
  if (!record) return invalidPath(1);
  const wanted = request.query.get('fields_attachment_id') ?? '';
  if (wanted === '') return missingParameter('fields_attachment_id');
  const entries = Object.values(record).flatMap((value) => (Array.isArray(value) ? value : []));
  const entry: unknown = entries.find(
    (row: unknown) => isEntry(row) && idsOf(row).includes(wanted),
  );
  const file = isEntry(entry) ? world.files.find(org.key, String(entry['File_Id__s'])) : undefined;
  return file ? toDownload(file.name, file.bytes) : { status: 204 };
}

function isEntry(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'File_Id__s' in value;
}

function idsOf(entry: Record<string, unknown>): unknown[] {
  return [entry['id'], entry['Attachment_Id'], entry['File_Id__s']];
}
