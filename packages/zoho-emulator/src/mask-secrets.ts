/** Replaces the values of parameters that carry secrets, and anything that looks like a token. */
export function maskQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = decode(at < 0 ? pair : pair.slice(0, at));
      if (at < 0 || !secretParameter.test(name)) return maskTokens(pair);
      return `${pair.slice(0, at)}=***`;
    })
    .join('&');
}

/** Replaces anything that looks like a token of Zoho's. */
export function maskTokens(text: string): string {
  return text.replaceAll(/1000\.[0-9a-f]{16,}(\.[0-9a-f]{16,})?/gi, '***');
}

// --- internal ---

/** A page token is no secret, and tests like to read it. */
const secretParameter = /secret|password|authorization|^code$|(?<!page_)token/i;

/** A malformed escape must not hide a secret: then the raw text is looked at. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
