import type { ClassifierRow, Facts } from './classifier.ts';
import { errorOf } from './error-of.ts';
import { isCertificateCode, TransportFailure } from './transport-failure.ts';

/** A proxy that opened no way to Zoho. Nothing was sent, whatever the request was. */
export const proxyRows: readonly ClassifierRow[] = [
  {
    name: 'proxy-credentials',
    source: 'RFC 9110, 15.5.8: the proxy asks who we are',
    when: (facts) => refusedWith(facts, (status) => status === 407),
    // Not repeated: a wrong password that is tried again and again locks its account.
    error: (facts) =>
      errorOf(facts, `The proxy ${proxyOf(facts)} does not accept the credentials`, {
        kind: 'unavailable',
        hint: `Give ${proxyOf(facts)} the user and password that it knows: http://user:password@host:port, both percent-encoded. Where it wants NTLM or Kerberos, run a local proxy that logs in`,
      }),
  },
  {
    name: 'proxy-busy',
    source: 'RFC 9110, 15.5.9, 15.5.20 and RFC 6585, 4: 408, 421 and 429 pass',
    when: (facts) => refusedWith(facts, (status) => [408, 421, 429].includes(status)),
    error: (facts) =>
      errorOf(facts, `The proxy ${proxyOf(facts)} is busy`, {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: `Look at the proxy ${proxyOf(facts)}`,
      }),
  },
  {
    name: 'proxy-refusal',
    source: 'RFC 9110, 9.3.6: a proxy lets CONNECT through to what it is told to',
    when: (facts) => refusedWith(facts, (status) => status < 500),
    error: (facts) =>
      errorOf(facts, `The proxy ${proxyOf(facts)} does not let this through`, {
        kind: 'unavailable',
        hint: `Let ${proxyOf(facts)} allow CONNECT to ${hostOf(facts)}, or name that host in NO_PROXY`,
      }),
  },
  {
    name: 'proxy-outage',
    source: 'RFC 9110, 15.6.3 and 15.6.5: the proxy does not reach the server',
    when: (facts) => refusedWith(facts, () => true),
    error: (facts) =>
      errorOf(facts, `The proxy ${proxyOf(facts)} does not reach Zoho`, {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: `Look whether ${proxyOf(facts)} resolves and reaches ${hostOf(facts)}`,
      }),
  },
  {
    name: 'proxy-certificate',
    source: 'Node doc: tls, X509 certificate error codes',
    when: (facts) => failureOf(facts) !== undefined && isCertificateCode(failureOf(facts)?.code),
    error: (facts) =>
      errorOf(facts, `The certificate of the proxy ${proxyOf(facts)} is not trusted`, {
        kind: 'unavailable',
        hint: 'Give Node the certificate of its authority: NODE_EXTRA_CA_CERTS',
      }),
  },
  {
    name: 'proxy-failure',
    source: 'undici doc: errors (headers timeout); Node doc: common system errors',
    when: (facts) => failureOf(facts) !== undefined,
    error: (facts) =>
      errorOf(facts, `The proxy ${proxyOf(facts)} opens no way to Zoho`, {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: `Check that ${proxyOf(facts)} is the proxy (HTTPS_PROXY) and that it works`,
      }),
  },
];

/** Advice on a connection that broke or stalled; about the proxy, if one was on the way. */
export function wayHint({ failure }: Facts): string {
  if (!(failure instanceof TransportFailure) || failure.proxy === undefined)
    return 'Check the network, then try again';
  return `It went through the proxy ${failure.proxy}: look whether that cuts long or large transfers`;
}

/** Advice on a certificate of the server that is not trusted. */
export function certificateHint({ failure }: Facts): string {
  const proxy = failure instanceof TransportFailure ? failure.proxy : undefined;
  const who =
    proxy === undefined
      ? 'Behind a proxy that inspects traffic'
      : `If the proxy ${proxy} inspects traffic`;
  return `${who}, give Node its certificate: NODE_EXTRA_CA_CERTS`;
}

// --- internal ---

function failureOf({ failure }: Facts): TransportFailure | undefined {
  return failure instanceof TransportFailure && failure.reason === 'proxy' ? failure : undefined;
}

const proxyOf = (facts: Facts): string => failureOf(facts)?.proxy ?? 'on the way';

const hostOf = ({ path }: Facts): string => path.split('/', 1)[0] ?? path;

function refusedWith(facts: Facts, matches: (status: number) => boolean): boolean {
  const status = failureOf(facts)?.proxyStatus;
  return status !== undefined && matches(status);
}
