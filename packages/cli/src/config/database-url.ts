/** What may be shown of the address of a database: no user, no password, no options. */
export function describeDatabaseUrl(url: string): string {
  if (!isDatabaseUrl(url)) return '*** (not shown: it is wrong)';
  const { protocol, host, pathname, username, password, search } = new URL(url);
  const who = username === '' && password === '' ? '' : '***@';
  return `${protocol}//${who}${host}${pathname}${search === '' ? '' : '?***'}`;
}

/** The passwords in it, as written and as meant. */
export function databaseSecrets(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { password, searchParams } = new URL(url);
  const given = [password, decode(password), searchParams.get('password') ?? ''];
  return [...new Set(given)].filter((one) => one !== '');
}

/**
 * Whether it can be an address of Postgres. An unencoded `#`, `?` or `/` in a password ends the host
 * early, and the rest would be taken for something that may be shown.
 */
export function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') return false;
  return hash === '' && !/@/.test(hostname + pathname + search);
}

// --- internal ---

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
