import type { NetworkOptions } from './network-options.ts';
import { parseProxyAddress } from './proxy-address.ts';

/** What of a network must never be shown: the passwords of its proxies, in every form they take. */
export function networkSecrets({ proxy }: NetworkOptions): string[] {
  return [proxy?.https, proxy?.http].flatMap((text) => secretsOf(text ?? ''));
}

// --- internal ---

function secretsOf(text: string): string[] {
  const address = parseProxyAddress(text);
  if (address === undefined) return [];
  const { username, password } = new URL(address.uri);
  if (password === '') return [];
  const [user, plain] = [decodeURIComponent(username), decodeURIComponent(password)];
  // As it stands in the address, as it is, and as the proxy gets it.
  return [password, plain, Buffer.from(`${user}:${plain}`).toString('base64')];
}
