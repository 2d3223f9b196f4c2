import { isZohoError, type HttpResponse } from '@zohokit/zoho-http';
import { narrower, workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';

interface FileRequest {
  version?: string | undefined;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
}

interface WriterRequest {
  format: string;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
}

/** Where bytes come from. Ids are path segments already. */
export interface DownloadHosts {
  /**
   * The download host; for a token without its scope, from then on, the older address on the API
   * host (about four times slower: rclone backend/zoho/zoho.go).
   */
  file(id: string, request: FileRequest): Promise<HttpResponse>;
  /** Writer's own export (Zoho doc: writer/download-document). */
  writer(id: string, request: WriterRequest): Promise<HttpResponse>;
}

export function createDownloadHosts({ http, hosts, baseUrl }: WorkDriveService): DownloadHosts {
  let dedicated = true;

  const request = async (
    url: string,
    scopes: readonly string[],
    query: Record<string, string | undefined>,
    { headers, signal }: Pick<FileRequest, 'headers' | 'signal'>,
  ): Promise<HttpResponse> =>
    await http.bytes({
      url,
      query,
      // Encoded bytes would have neither the length nor the hash of the file.
      headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
      scopes,
      // Native documents are converted before the first byte comes.
      timeoutMs: 180_000,
      signal,
    });

  return {
    async file(id, { version, ...rest }) {
      if (dedicated) {
        try {
          const url = `${hosts.download}/v1/workdrive/download/${id}`;
          return await request(url, workDriveScopes['downloads.open'], { version }, rest);
        } catch (error) {
          if (!isZohoError(error) || error.kind !== 'scope') throw error;
          dedicated = false;
        }
      }
      const { scopes } = narrower['downloads.open'];
      return await request(`${baseUrl}/download/${id}`, scopes, { version }, rest);
    },

    writer: (id, { format, ...rest }) =>
      request(
        `${hosts.api}/writer/api/v1/download/${id}`,
        workDriveScopes['downloads.export'],
        { format },
        rest,
      ),
  };
}
