import type { IncomingMessage } from 'node:http';
import { type KnownHost, findHost } from './hosts.ts';

/** Where a request wants to go. */
export interface Target {
  /** Relative to the Zoho host: without `/_host/{zoho host}`. */
  url: URL;
  /** The host as it was named. */
  hostName: string;
  /** `undefined` when it is none of Zoho's. */
  host: KnownHost | undefined;
  /** Whether the emulator itself is meant. */
  control: boolean;
}

/** Reads the target from `/_host/{zoho host}/…` or else from the `Host` header. */
export function toTarget(req: IncomingMessage): Target {
  const header = req.headers.host ?? 'localhost';
  const raw = (req.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  const prefixed = /^\/_host\/([^/?]+)(.*)$/s.exec(raw);
  const hostName = prefixed?.[1] ?? header;
  const rest = prefixed ? (prefixed[2] ?? '') : raw;
  const url = new URL(`http://emulator.invalid${rest.startsWith('/') ? rest : `/${rest}`}`);
  const host = findHost(hostName);
  const control = !prefixed && !host && /^\/_emulator(?:\/|$)/.test(url.pathname);
  return { url, hostName, host, control };
}
