/** Where a proxy is, taken apart so that what may be shown holds no password. */
export interface ProxyAddress {
  /** With its credentials, percent-encoded: a secret. */
  uri: string;
  /** `host:port`, for people. */
  shown: string;
}

/**
 * An address as `HTTPS_PROXY` has it; `undefined` for what is none. Without a scheme it is `http`,
 * as for curl. A path is refused: it is a password with a `/` that was not percent-encoded.
 */
export function parseProxyAddress(text: string): ProxyAddress | undefined {
  const given = text.trim();
  const full = given.includes('://') ? given : `http://${given}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return undefined;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
  if (!isDecodable(url.username) || !isDecodable(url.password)) return undefined;
  const port = url.port === '' ? defaultPorts[url.protocol] : url.port;
  return { uri: url.href, shown: `${url.hostname}:${port}` };
}

// --- internal ---

const defaultPorts = { 'http:': '80', 'https:': '443' } as const;

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
