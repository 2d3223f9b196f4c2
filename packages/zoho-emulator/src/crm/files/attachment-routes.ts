import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type ModuleCall, moduleRoute } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { CrmRecord } from '../record-table.ts';
import { type Attachment, type Attachments, toAttachmentRow } from './attachment.ts';
import { toDownload } from './file-answer.ts';
import { toFileId } from './file-store.ts';
import {
  invalidParameter,
  invalidPath,
  missingParameter,
  pick,
  readFields,
  readPageQuery,
  takePage,
} from './list-page.ts';
import { type FormPart, readForm } from './read-form.ts';
import { rowSuccess, toRows } from '../row-answer.ts';
import { largestFile, tooLarge } from './size-limit.ts';

const all = '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)/Attachments';
const one = `${all}/(?<attachment>[^/]+)`;

/** Zoho doc: get-attachments, upload-attachment, download-attachment, delete-attachment. */
export function attachmentRoutes(world: CrmWorld, attachments: Attachments): Route[] {
  const endpoint = (
    method: string,
    path: string,
    handle: (call: AttachmentCall) => EmulatedAnswer | Promise<EmulatedAnswer>,
  ): Route =>
    moduleRoute(world, {
      method,
      path,
      operation: 'READ',
      besides: [attachmentScopes[method] ?? []],
      handle(call) {
        const record = call.module.records.get(call.request.params['id'] ?? '');
        return record ? handle({ ...call, record, attachments }) : invalidPath(1);
      },
    });
  return [
    endpoint('GET', all, listAttachments),
    endpoint('POST', all, uploadAttachment),
    endpoint('GET', one, downloadAttachment),
    endpoint('DELETE', one, deleteAttachment),
  ];
}

// --- internal ---

interface AttachmentCall extends ModuleCall {
  record: CrmRecord;
  attachments: Attachments;
}

const attachmentScopes: Record<string, string[]> = {
  GET: ['ZohoCRM.modules.attachments.READ', 'ZohoCRM.modules.READ'],
  POST: [
    'ZohoCRM.modules.attachments.CREATE',
    'ZohoCRM.modules.attachments.WRITE',
    'ZohoCRM.modules.CREATE',
  ],
  DELETE: ['ZohoCRM.modules.attachments.DELETE', 'ZohoCRM.modules.DELETE'],
};

function listAttachments(call: AttachmentCall): EmulatedAnswer {
  const { world, org, module, record, request, attachments } = call;
  const fields = readFields(request.query);
  if ('status' in fields) return fields;
  const now = world.deps.clock.now();
  const question = JSON.stringify(['attachments', record.id, fields]);
  const query = readPageQuery(request.query, question, now);
  if ('status' in query) return query;
  const page = takePage(attachments.of(org.key, record.id), query, now);
  if (page.count === 0) return { status: 204 };
  const parent = { record, name: record[module.nameField] };
  const info = {
    per_page: query.perPage,
    next_page_token: page.nextToken,
    count: page.count,
    page: query.page,
    previous_page_token: page.previousToken,
    more_records: page.more,
  };
  const data = page.rows.map((row) => pick(toAttachmentRow(org, row, parent), fields));
  return { status: 200, json: { data, info } };
}

async function uploadAttachment(call: AttachmentCall): Promise<EmulatedAnswer> {
  const { world, org, module, record, request, context, attachments } = call;
  const form = (await readForm(request, largestFile)) ?? [];
  const content = readContent(call, form);
  if ('status' in content) return content;
  const attachment = await context.commit((): Attachment => {
    const id = org.nextId();
    const bytes = content.bytes && world.bytes.put(content.bytes);
    const fileId = toFileId(org);
    const createdAt = world.deps.clock.now();
    const made = { id, fileId, module: module.apiName, recordId: record.id, createdAt };
    const added = { ...made, name: content.name, url: content.url, bytes };
    attachments.add(org.key, added);
    world.changes.touch(org.key, module.apiName, record);
    return added;
  });
  const time = toCrmTime(attachment.createdAt, org.timeZone);
  const by = { name: org.user.name, id: org.user.id };
  const details = {
    Modified_Time: time,
    Modified_By: by,
    Created_Time: time,
    id: attachment.id,
    Created_By: by,
  };
  return toRows('data', [rowSuccess('attachment uploaded successfully', details)], {
    success: 200,
  });
}

interface Content {
  name: string;
  bytes: Uint8Array | undefined;
  url: string | undefined;
}

/** Either one file or the address of one; the answers to anything else are not documented. */
function readContent(
  { world, request }: AttachmentCall,
  form: FormPart[],
): Content | EmulatedAnswer {
  const files = form.filter((part) => part.name === 'file');
  const url = textOf(form, 'attachmentUrl') ?? request.query.get('attachmentUrl');
  const [file, second] = files;
  if (second || (file && url !== null)) return invalidParameter('file');
  if (file?.oversize) return tooLarge(world.deps.profile().attachmentTooLargeStatus);
  if (file) return { name: file.filename ?? 'file', bytes: file.bytes, url: undefined };
  if (url === null) return missingParameter('file');
  if (url.length > longestUrl || !/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return invalidParameter('attachmentUrl');
  }
  const title = textOf(form, 'title') ?? request.query.get('title');
  if (title !== null && title.length > longestTitle) return invalidParameter('title');
  return { name: title ?? url, bytes: undefined, url };
}

/** Zoho OpenAPI: attachments. */
const longestUrl = 3000;
const longestTitle = 255;

function textOf(form: readonly FormPart[], name: string): string | null {
  const part = form.find((field) => field.name === name);
  return part ? Buffer.from(part.bytes).toString('utf8') : null;
}

function downloadAttachment({ org, record, request, attachments }: AttachmentCall): EmulatedAnswer {
  const found = attachments.find(org.key, record.id, request.params['attachment'] ?? '');
  if (!found) return { status: 204 };
  if (found.bytes) return toDownload(found.name, found.bytes);
  const message = 'As it is a linked attachment, you can not download it';
  return toCrmError(400, 'DOWNLOAD_NOT_ALLOWED', message);
}

async function deleteAttachment(call: AttachmentCall): Promise<EmulatedAnswer> {
  const { world, org, module, record, request, context, attachments } = call;
  return await context.commit(() => {
    const found = attachments.find(org.key, record.id, request.params['attachment'] ?? '');
    if (!found) return invalidPath(1);
    attachments.remove(org.key, found);
    world.changes.touch(org.key, module.apiName, record);
    return toRows('data', [rowSuccess('record deleted', { id: found.id })], { success: 200 });
  });
}
