import { ZohoError } from '../zoho-error.ts';
import type { NetworkOptions } from './network-options.ts';
import { parseProxyAddress } from './proxy-address.ts';

/**
 * The proxies that an environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, the lower-case
 * spelling before the upper-case one; a blank variable counts as not set. Throws an error of kind
 * `usage` that names the variables at fault, without their values.
 */
export function networkFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): NetworkOptions {
  const https = read(env, 'HTTPS_PROXY');
  const http = read(env, 'HTTP_PROXY');
  const noProxy = read(env, 'NO_PROXY')?.value;
  const wrong = [https, http].filter((one) => one !== undefined && !isProxy(one.value));
  if (wrong.length > 0) {
    throw new ZohoError(
      `${wrong.map((one) => one?.name).join(', ')}: no address of a proxy like http://user:password@host:port`,
      { kind: 'usage', hint: addressHint },
    );
  }
  if (https === undefined && http === undefined) return {};
  return { proxy: { https: https?.value, http: http?.value, noProxy } };
}

// --- internal ---

const addressHint =
  'Only http and https proxies are spoken to; in user and password percent-encode / # ? : @ and %';

function read(
  env: Readonly<Record<string, string | undefined>>,
  upper: string,
): { name: string; value: string } | undefined {
  for (const name of [upper.toLowerCase(), upper]) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') return { name, value };
  }
  return undefined;
}

function isProxy(text: string): boolean {
  return parseProxyAddress(text) !== undefined;
}
