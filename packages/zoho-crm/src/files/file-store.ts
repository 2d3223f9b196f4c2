import { pathSegment, type CallOptions } from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { sendRows, unclear } from '../writes/send-rows.ts';
import { formHeaders, toForm, type FileToSend } from './file-to-send.ts';
import { toStoredFile, type StoredFile } from './stored-file.ts';

/** CRM's store for the files of file and image fields. */
export interface FileStore {
  /**
   * Streams up to 10 files of 20 MB each, all or none; resolves to their ids, in order. An id is
   * used once, in a record: `{ Contract: [{ File_Id__s: id }] }`. A failed request is sent again: a
   * file that no record names is of no effect.
   */
  upload(files: readonly FileToSend[], options?: CallOptions): Promise<string[]>;
  /** The bytes of an uploaded file; rejects with `not-found`. */
  download(id: string, options?: CallOptions): Promise<StoredFile>;
  /** The bytes of an entry of a file field, by the entry's id; rejects with `not-found`. */
  downloadField(
    module: string,
    recordId: string,
    entryId: string,
    options?: CallOptions,
  ): Promise<StoredFile>;
}

/** Makes the calls to the store of files. */
export function createFileStore(service: CrmService): FileStore {
  const bytes = async (url: string, query: Record<string, string>, call: object) =>
    await service.http.bytes({ ...call, url, query, gates: service.credits(1) });
  return {
    upload: async (files, options = {}) => {
      if (files.length < 1 || files.length > mostFiles) {
        throw usage(`"files" must hold 1 to ${mostFiles} files, not ${files.length}`);
      }
      const form = toForm(files);
      const what = 'store files';
      const answers = await sendRows(service, {
        ...toCall(options, formHeaders(form)),
        what,
        count: files.length,
        method: 'POST',
        url: `${service.baseUrl}/files`,
        body: form.open,
        scopes: scopesFor('files.upload', '{module}'),
        gates: service.credits(1),
        repeatable: true,
      });
      return answers.map(({ status, details }) => {
        const id = details?.['id'];
        if (status !== 'success' || typeof id !== 'string') throw unclear(what);
        return id;
      });
    },
    download: async (id, options = {}) => {
      if (id === '') throw usage('"id" must be that of an uploaded file');
      const scopes = scopesFor('files.download', '{module}');
      const url = `${service.baseUrl}/files`;
      return await toStoredFile(await bytes(url, { id }, { ...toCall(options), scopes }), 'file');
    },
    downloadField: async (module, recordId, entryId, options = {}) => {
      const name = moduleName(module);
      const record = `${service.baseUrl}/${name}/${pathSegment(crmId(recordId, 'recordId'))}`;
      const query = { fields_attachment_id: entryId };
      const call = { ...toCall(options), scopes: scopesFor('files.downloadField', name) };
      const url = `${record}/actions/download_fields_attachment`;
      return await toStoredFile(await bytes(url, query, call), 'file of this field');
    },
  };
}

// --- internal ---

/** Zoho doc: upload-files-to-zfs. */
const mostFiles = 10;
