import type { Incoming } from './connection.ts';
import { type KnownHost, findHost } from './hosts.ts';

/** Where a request wants to go. */
export interface Target {
  /** Relative to the Zoho host: without `/_host/{zoho host}`. */
  url: URL;
  /** The host as it was named. */
  hostName: string;
  /** `undefined` when it is none of Zoho's. */
  host: KnownHost | undefined;
  /** Whether the emulator itself is meant: its control API or its page. */
  control: boolean;
}

/** Reads the target from `/_host/{zoho host}/…` or else from the `Host` header. */
export function toTarget({ url: raw, headers }: Pick<Incoming, 'url' | 'headers'>): Target {
  const header = headers['host'] ?? 'localhost';
  const path = raw.replace(/^https?:\/\/[^/]*/i, '');
  const prefixed = /^\/_host\/([^/?]+)(.*)$/s.exec(path);
  const hostName = prefixed?.[1] ?? header;
  const rest = prefixed ? (prefixed[2] ?? '') : path;
  const url = new URL(`http://emulator.invalid${rest.startsWith('/') ? rest : `/${rest}`}`);
  const host = findHost(hostName);
  const control = !prefixed && !host && /^\/(?:_emulator(?:\/|$)|$)/.test(url.pathname);
  return { url, hostName, host, control };
}
