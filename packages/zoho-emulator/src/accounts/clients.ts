import { createHash } from 'node:crypto';
import type { CrmEnvironment } from '../crm-environment.ts';
import type { DataCenter } from '../hosts.ts';
import type { Credentials } from '../org-info.ts';
import type { OrgKey } from '../seam.ts';

/**
 * `self`: one backend for one user, with codes made by hand (Zoho doc: oauth/self-client); it also
 * takes tokens for the org. `server`: a web application, with the consent page.
 */
export type ClientKind = 'self' | 'server';

/** An OAuth client of one org, as registered at its data centre. */
export interface Client {
  /** `a:self`: its name in a snapshot. */
  key: string;
  kind: ClientKind;
  org: OrgKey;
  dataCenter: DataCenter;
  /** Which of CRM's environments the user chooses when they consent. */
  environment: CrmEnvironment;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The ZUID of the one user who consents. */
  zuid: string;
  /** What that user can consent to; anything else is left out of a grant without an error. */
  scopes: readonly string[];
  /** Where the consent page may send the browser: exactly these, or any port of this machine. */
  redirectUris: readonly string[] | 'loopback';
}

export interface ClientsOptions extends Pick<Client, 'org' | 'dataCenter' | 'zuid' | 'scopes'> {
  /** Of the Self Client; read again at each use. The secrets of the others follow from it. */
  credentials: Credentials;
  /** @default 'production' */
  environment?: CrmEnvironment;
  /** @default any port and path of `localhost` and `127.0.0.1` */
  redirectUris?: readonly string[] | undefined;
}

/** The clients that an org has registered. */
export function createClients(options: ClientsOptions): Record<ClientKind, Client> {
  const { credentials, redirectUris = 'loopback', environment = 'production', ...rest } = options;
  const shared = { ...rest, environment };
  return {
    self: {
      ...shared,
      key: `${shared.org}:self`,
      kind: 'self',
      redirectUris,
      get clientId() {
        return credentials.clientId;
      },
      get clientSecret() {
        return credentials.clientSecret;
      },
    },
    server: {
      ...shared,
      key: `${shared.org}:server`,
      kind: 'server',
      redirectUris,
      get clientId() {
        return `1000.${digest(credentials.clientId).toUpperCase().slice(0, 30)}`;
      },
      get clientSecret() {
        return digest(credentials.clientSecret).slice(0, 42);
      },
    },
  };
}

/** Exact match, except that a machine of one's own may use any port (RFC 8252, section 7.3). */
export function allowsRedirect({ redirectUris }: Client, uri: string): boolean {
  if (redirectUris !== 'loopback') return redirectUris.includes(uri);
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const local = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  return local && url?.protocol === 'http:' && url.hash === '' && url.username === '';
}

// --- internal ---

function digest(text: string): string {
  return createHash('sha256').update(`server-based client ${text}`).digest('hex');
}
