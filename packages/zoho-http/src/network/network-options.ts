import type { LookupFunction } from 'node:net';
import * as v from 'valibot';
import { ZohoError } from '../zoho-error.ts';
import { parseProxyAddress } from './proxy-address.ts';

/** The network between this machine and Zoho. Nothing of it is read from the environment. */
export interface NetworkOptions {
  proxy?: ProxyOptions | undefined;
  /**
   * Certificates in PEM that are trusted besides those that Node trusts, for example that of a proxy
   * which inspects traffic. @default none; `NODE_EXTRA_CA_CERTS` is Node's own and works by itself
   */
  ca?: string | readonly string[] | undefined;
  timeouts?: NetworkTimeouts | undefined;
  /** How names become addresses: the proxy's when there is one. @default that of the machine */
  lookup?: LookupFunction | undefined;
}

/**
 * Proxies as `http://user:password@host:port`; `https://` for a proxy that is spoken to by TLS, and
 * `http://` may be left out. The password is sent to the proxy and never shown.
 */
export interface ProxyOptions {
  /** For https, so for all of Zoho. @default that of `http` */
  https?: string | undefined;
  /** For http. @default none */
  http?: string | undefined;
  /**
   * What is reached without the proxy: `*`, host names, `.domain` or `domain` with its subdomains,
   * `*.domain` for these only, addresses, each with `:port` if it is meant for that only; by commas
   * or blanks. Ranges such as `10.0.0.0/8` match nothing. This machine is never behind the proxy.
   */
  noProxy?: string | undefined;
}

/** All in milliseconds. */
export interface NetworkTimeouts {
  /**
   * For each step of making a connection: the name and TCP (without a proxy also TLS), the proxy's
   * answer, TLS through the proxy. @default 20_000
   */
  connectMs?: number | undefined;
  /** Longest silence before the headers of an answer. @default 900_000 */
  headersMs?: number | undefined;
  /** Longest silence between two parts of an answer. @default 120_000 */
  bodyMs?: number | undefined;
  /**
   * For one attempt, whatever it does: until a JSON answer is read, or the headers of a file are
   * here. What `ServiceRequest.timeoutMs` is when a request has none. @default 60_000
   */
  attemptMs?: number | undefined;
}

export const defaultTimeouts = {
  connectMs: 20_000,
  headersMs: 900_000,
  bodyMs: 120_000,
  attemptMs: 60_000,
} as const satisfies Required<NetworkTimeouts>;

/** `NetworkOptions`, checked and complete. */
export interface NetworkSettings {
  proxy: { https: string; http: string; noProxy: string };
  ca: readonly string[];
  timeouts: Required<{ [Name in keyof NetworkTimeouts]: number }>;
  lookup: LookupFunction | undefined;
}

/** Throws an error of kind `usage` that names every option at fault and none of their values. */
export function parseNetworkOptions(options: NetworkOptions): NetworkSettings {
  const result = v.safeParse(Options, options);
  if (!result.success) {
    const faults = result.issues.map(
      (issue) => `${v.getDotPath(issue) ?? 'options'} ${issue.message}`,
    );
    throw new ZohoError(`network: ${faults.join('; ')}`, { kind: 'usage' });
  }
  const { proxy, ca, timeouts } = result.output;
  return {
    proxy: {
      https: proxy.https ?? proxy.http ?? '',
      http: proxy.http ?? '',
      noProxy: proxy.noProxy,
    },
    ca,
    timeouts,
    lookup: options.lookup,
  };
}

// --- internal ---

const Proxy = v.optional(
  v.pipe(
    v.string('is no text'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const address = parseProxyAddress(dataset.value);
      if (address !== undefined) return address.uri;
      addIssue({ message: 'is no address of a proxy like http://user:password@host:port' });
      return NEVER;
    }),
  ),
);

const Certificate = v.pipe(
  v.string('is no text'),
  v.check((text) => text.includes('-----BEGIN CERTIFICATE-----'), 'is no certificate in PEM'),
);

/** A timer of Node holds no more. */
const longestMs = 2_147_483_647;

const ms = (name: keyof NetworkTimeouts) =>
  v.optional(
    v.pipe(
      v.number('is no number of milliseconds'),
      v.check((value) => value > 0 && value <= longestMs, 'is no number of milliseconds'),
    ),
    defaultTimeouts[name],
  );

/** Each message is one of ours: those of valibot repeat the value. */
const Options = v.object(
  {
    proxy: v.optional(
      v.object(
        {
          https: Proxy,
          http: Proxy,
          noProxy: v.optional(v.string('is no text'), ''),
        },
        'is no object',
      ),
      {},
    ),
    ca: v.optional(
      v.pipe(
        v.unknown(),
        v.transform((ca) => (Array.isArray(ca) ? ca : [ca])),
        v.array(Certificate, 'is no list'),
      ),
      [],
    ),
    timeouts: v.optional(
      v.object(
        {
          connectMs: ms('connectMs'),
          headersMs: ms('headersMs'),
          bodyMs: ms('bodyMs'),
          attemptMs: ms('attemptMs'),
        },
        'is no object',
      ),
      {},
    ),
  },
  'are no object',
);
