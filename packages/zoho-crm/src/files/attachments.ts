import { pathSegment, type CallOptions } from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import type { CrmRow } from '../crm-row.ts';
import { walkList } from '../list-pages.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { sendOne } from '../writes/one-row.ts';
import { formHeaders, toForm, type FileToSend } from './file-to-send.ts';
import { toStoredFile, type StoredFile } from './stored-file.ts';

/** The attachments of the records of one module. */
export interface Attachments {
  /**
   * Every attachment of a record.
   * @param options.fields API names, default those of a file: name, size, times, owner, parent
   */
  list(
    recordId: string,
    options?: CallOptions & { fields?: readonly string[] | undefined },
  ): AsyncGenerator<CrmRow, void, undefined>;
  /** Streams a file of up to 20 MB to a record; resolves to the attachment's id. Never sent twice. */
  upload(recordId: string, file: FileToSend, options?: CallOptions): Promise<string>;
  /** Attaches the address of a file; resolves to the attachment's id. Never sent twice. */
  link(
    recordId: string,
    link: { url: string; title?: string | undefined },
    options?: CallOptions,
  ): Promise<string>;
  /** The bytes as a stream; rejects with `not-found`, and with `refused` for a link. */
  download(recordId: string, attachmentId: string, options?: CallOptions): Promise<StoredFile>;
  /** Rejects with `not-found` when there is none. */
  delete(recordId: string, attachmentId: string, options?: CallOptions): Promise<void>;
}

/** Throws `usage` when `module` is not an API name. */
export function createAttachments(service: CrmService, module: string): Attachments {
  const name = moduleName(module);
  const place = (recordId: string): string =>
    `${name}/${pathSegment(crmId(recordId, 'recordId'))}/Attachments`;
  const one = (recordId: string, id: string): string =>
    `${service.baseUrl}/${place(recordId)}/${pathSegment(crmId(id, 'attachmentId'))}`;
  const listed = { method: 'attachments.list', module: name, what: 'CRM attachments' } as const;
  const add = async (recordId: string, request: object): Promise<string> => {
    const details = await sendOne(service, {
      what: `attach to ${name}`,
      method: 'POST',
      url: `${service.baseUrl}/${place(recordId)}`,
      scopes: scopesFor('attachments.upload', name),
      gates: service.credits(1),
      ...request,
    });
    return String(details['id']);
  };
  return {
    list: (recordId, { fields = usual, ...options } = {}) =>
      walkList(service, { ...listed, path: place(recordId), fields }, options),
    upload: async (recordId, file, options = {}) => {
      const form = toForm([file]);
      return await add(recordId, { ...toCall(options, formHeaders(form)), body: form.open });
    },
    link: async (recordId, { url, title }, options = {}) => {
      if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
        throw usage('"url" must be an http or https address');
      }
      // A form without a file (Zoho doc: upload-attachment); the query is what its samples show.
      return await add(recordId, { ...toCall(options), query: { attachmentUrl: url, title } });
    },
    download: async (recordId, attachmentId, options = {}) => {
      const response = await service.http.bytes({
        ...toCall(options),
        url: one(recordId, attachmentId),
        scopes: scopesFor('attachments.download', name),
        gates: service.credits(1),
      });
      return await toStoredFile(response, `attachment ${attachmentId}`);
    },
    delete: async (recordId, attachmentId, options = {}) => {
      await sendOne(service, {
        ...toCall(options),
        what: `delete an attachment of ${name}`,
        method: 'DELETE',
        url: one(recordId, attachmentId),
        scopes: scopesFor('attachments.delete', name),
        gates: service.credits(1),
      });
    },
  };
}

// --- internal ---

const usual = [
  'id',
  'File_Name',
  'Size',
  'Owner',
  'Created_Time',
  'Modified_Time',
  'Parent_Id',
  '$file_id',
  '$type',
] as const;
