import { ZohoError } from '@zohokit/zoho-http';
import { dataCenterNames, resolveDataCenter } from '../data-center.ts';
import type { GrantSettings } from '../grants/grant-options.ts';

/** What the consent page says of where the user's account lives. */
export interface Whereabouts {
  /** E.g. `eu`. */
  location: string | null;
  /** E.g. `https://accounts.zoho.eu`. */
  accountsServer: string | null;
}

/**
 * The data centre whose accounts server the code is for, from the table and nowhere else: the
 * client's secret goes there next. Rejects with kind `authorization` for a server that is not in it,
 * and for a location that contradicts its server.
 */
export function findAnsweringDataCenter(
  { location, accountsServer }: Whereabouts,
  settings: GrantSettings,
): Pick<GrantSettings, 'dataCenter' | 'hosts'> {
  const { dataCenter, hosts, custom } = settings;
  const own = { dataCenter, hosts };
  if (accountsServer !== null) {
    const origin = toOrigin(accountsServer);
    if (origin === toOrigin(hosts.accounts) && (custom || isOf(dataCenter, location))) return own;
    const name = custom
      ? undefined
      : dataCenterNames.find((one) => resolveDataCenter(one).hosts.accounts === origin);
    if (name === undefined || !isOf(name, location)) throw foreign(settings.name);
    return { dataCenter: name, hosts: resolveDataCenter(name).hosts };
  }
  if (location === null || custom) return own;
  const known = dataCenterNames.find((one) => isOf(one, location));
  if (known === undefined) throw foreign(settings.name);
  return { dataCenter: known, hosts: resolveDataCenter(known).hosts };
}

// --- internal ---

/** Nothing but an origin: with a path or a user name it could be mistaken for what it is not. */
function toOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && url.href === `${url.origin}/` ? url.origin : undefined;
}

function isOf(name: string, location: string | null): boolean {
  return location === null || location.toLowerCase() === name;
}

/** What was named is not repeated: it came from outside, and is long or ugly when it is forged. */
function foreign(name: string): ZohoError {
  return new ZohoError(
    `The answer for ${name} names an accounts server that is not known as Zoho's: nothing was sent`,
    {
      kind: 'authorization',
      hint: `Known are the data centres ${dataCenterNames.join(', ')}; give other hosts one by one`,
    },
  );
}
