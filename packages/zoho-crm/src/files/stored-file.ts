import { discard, ZohoError, type ByteStream, type HttpResponse } from '@zohokit/zoho-http';

/** A file as it comes; its body must be read or `discard`ed, for it holds a connection until then. */
export interface StoredFile {
  /** As it was uploaded; `undefined` when not answered. */
  name: string | undefined;
  /** In bytes; `undefined` when not answered. */
  size: number | undefined;
  /** As answered; Zoho does not vouch for it. */
  contentType: string | undefined;
  /** Breaks with kind `unavailable` when the connection does. */
  body: ByteStream;
}

/** The file of a response; 204 rejects with `not-found` (Zoho doc: download-attachment). */
export async function toStoredFile(response: HttpResponse, what: string): Promise<StoredFile> {
  const { status, headers, body } = response;
  if (status === 204 || body === null) {
    await discard(response);
    throw new ZohoError(`CRM has no ${what}`, { kind: 'not-found', status });
  }
  const length = headers.get('content-length');
  return {
    name: fileName(headers.get('content-disposition') ?? ''),
    size: length !== null && /^\d+$/.test(length) ? Number(length) : undefined,
    contentType: headers.get('content-type') ?? undefined,
    body,
  };
}

// --- internal ---

/** RFC 6266; the encoded name is the better one. */
function fileName(disposition: string): string | undefined {
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      return encoded.trim();
    }
  }
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition);
  return plain?.[1] ?? plain?.[2]?.trim();
}
