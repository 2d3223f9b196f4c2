import type { EmulatedAnswer } from '../../seam.ts';
import type { StoredBytes } from './byte-store.ts';

/** The bytes as a download, with the name that they were uploaded under. */
export function toDownload(name: string, bytes: StoredBytes): EmulatedAnswer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.size),
      // Zoho's SDKs read the name after the last apostrophe (zohocrm-nodejs-sdk, FileBodyWrapper).
      'content-disposition': `attachment;filename*=UTF-8''${encodeURIComponent(name)}`,
    },
    stream: bytes.open(),
  };
}
