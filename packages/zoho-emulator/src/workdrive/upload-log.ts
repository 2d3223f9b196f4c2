/**
 * What became of stream uploads, as `uploadprogress` tells it. The codes are those of Zoho doc:
 * upload-large-file-250mb.
 */
export type UploadStatus =
  | { statusCode: (typeof failureCodes)[number] | 'D9217' }
  | { statusCode: 'D201'; resourceId: string };

export const failureCodes = [
  'D9200',
  'D9201',
  'D9211',
  'D9214',
  'D9219',
  'D9102',
  'D9232',
  'D9233',
  'D9234',
] as const;

/** Remembers uploads by who sent them and the id that the client chose. */
export interface UploadLog {
  set(zuid: string, uploadId: string, status: UploadStatus): void;
  /** By the whole id of a progress request: `upload_{ZUID}_{upload-id}`. */
  find(zuid: string, progressId: string): UploadStatus | undefined;
  clear(zuid: string): void;
  /** By the whole id of a progress request. */
  entries(): Map<string, UploadStatus>;
}

export function createUploadLog(): UploadLog {
  const uploads = new Map<string, UploadStatus>();
  return {
    entries: () => uploads,
    set: (zuid, uploadId, status) => void uploads.set(prefix(zuid) + uploadId, status),
    // Somebody else's upload is as unknown as none.
    find: (zuid, id) => (id.startsWith(prefix(zuid)) ? uploads.get(id) : undefined),
    clear(zuid) {
      for (const id of uploads.keys()) if (id.startsWith(prefix(zuid))) uploads.delete(id);
    },
  };
}

const prefix = (zuid: string): string => `upload_${zuid}_`;
