import type { EmulatedRequest } from '../seam.ts';

/**
 * The parameters of a token request from wherever they travel: the query, a urlencoded body or a
 * multipart body (the last as Zoho's own SDK sends them: zoho/zohocrm-nodejs-sdk-8.0).
 * The body wins over the query.
 */
export async function readParameters(request: EmulatedRequest): Promise<Map<string, string>> {
  const parameters = new Map(request.query);
  const type = request.headers['content-type'] ?? '';
  const body = await request.text();
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  const fields = boundary === undefined ? new URLSearchParams(body) : readParts(body, boundary);
  for (const [name, value] of fields) parameters.set(name, value);
  return parameters;
}

/** Text fields only; what is not one is passed over. */
function* readParts(body: string, boundary: string): Generator<[string, string]> {
  for (const part of body.split(`--${boundary}`)) {
    const end = part.indexOf('\r\n\r\n');
    const name = /content-disposition:[^\r\n]*\bname="([^"]*)"/i.exec(part.slice(0, end))?.[1];
    if (end >= 0 && name !== undefined) yield [name, part.slice(end + 4).replace(/\r\n$/, '')];
  }
}
