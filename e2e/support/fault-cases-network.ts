import { backoff, later, type ExpectedError } from './fault-case.ts';
import type { NetworkCall, Way } from './network-ways.ts';

/** A way to Zoho that is none. */
export interface NetworkCase {
  rule: string;
  what: string;
  way: Way;
  /** How often the proxy, or the server itself, is dialled. */
  dialled: number;
  waits?: readonly number[];
  ends: ExpectedError;
}

/** All of them with each of these: a refused way leaves no doubt about a write either. */
export const networkCalls: readonly NetworkCall[] = [
  'items.get',
  'downloads.open',
  'uploads.small',
];

const again = { dialled: 3, waits: backoff } as const;
const outage = { kind: 'unavailable', retry: later } as const;

export const networkCases: readonly NetworkCase[] = [
  {
    rule: 'proxy-credentials',
    what: 'the proxy wants another password: asked once, or the account is locked',
    way: { proxy: 'open', credentials: 'me:another' },
    dialled: 1,
    ends: { kind: 'unavailable', hint: /user and password that it knows/ },
  },
  {
    rule: 'proxy-credentials',
    what: 'the proxy answers 407 whatever it gets',
    way: { proxy: 407 },
    dialled: 1,
    ends: { kind: 'unavailable', hint: /NTLM/ },
  },
  ...[408, 421, 429].map((status) => ({
    rule: 'proxy-busy',
    what: `the proxy answers ${status}`,
    way: { proxy: status },
    ...again,
    ends: { ...outage, hint: /Look at the proxy 127\.0\.0\.1/ },
  })),
  ...[400, 403, 405].map((status) => ({
    rule: 'proxy-refusal',
    what: `the proxy answers ${status}`,
    way: { proxy: status },
    dialled: 1,
    ends: { kind: 'unavailable', hint: /allow CONNECT to \w+\.zoho\.test/ } as const,
  })),
  ...[500, 502, 504].map((status) => ({
    rule: 'proxy-outage',
    what: `the proxy answers ${status}`,
    way: { proxy: status },
    ...again,
    ends: { ...outage, hint: /resolves and reaches \w+\.zoho\.test/ },
  })),
  {
    rule: 'proxy-certificate',
    what: 'nobody trusts the certificate of a proxy that speaks TLS',
    way: { proxy: 'open', tls: true },
    dialled: 1,
    ends: { kind: 'unavailable', hint: /NODE_EXTRA_CA_CERTS/ },
  },
  ...(['slam', 'hang-up', 'silent'] as const).map((manner) => ({
    rule: 'proxy-failure',
    what: `a proxy whose manner is ${manner}`,
    way: { proxy: manner },
    ...again,
    ends: { ...outage, hint: /is the proxy \(HTTPS_PROXY\)/ },
  })),
  {
    rule: 'unreachable',
    what: 'a tunnel behind which nobody speaks',
    way: { proxy: 'mute' },
    ...again,
    ends: { ...outage, hint: /Check the network/ },
  },
  {
    rule: 'unreachable',
    what: 'nobody listens',
    way: { direct: 'dead' },
    dialled: 0,
    waits: backoff,
    ends: { ...outage, hint: /data centre/ },
  },
  {
    rule: 'certificate',
    what: 'nobody trusts the certificate of the server',
    way: { direct: 'untrusted' },
    dialled: 1,
    ends: { kind: 'unavailable', hint: /inspects traffic/ },
  },
];
