import * as v from 'valibot';
import { isLoopback } from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';

const Origin = v.pipe(
  v.string(),
  v.check((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.href !== `${url.origin}/`) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  }, 'not an https origin'),
);

/** Hosts as an option: https origins, or http on this machine. */
export const HostsSchema = v.pipe(
  v.object({
    accounts: Origin,
    api: Origin,
    crm: v.optional(Origin),
    workdrive: Origin,
    upload: Origin,
    download: Origin,
    content: v.optional(Origin),
  }),
  v.transform((hosts): Hosts => ({
    ...hosts,
    crm: hosts.crm ?? hosts.api,
    content: hosts.content ?? hosts.upload,
  })),
);

/** Hosts of one's own, as an option. */
export type HostsOption = v.InferInput<typeof HostsSchema>;
