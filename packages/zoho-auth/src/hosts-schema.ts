import * as v from 'valibot';
import { isLoopback } from '@zohokit/zoho-http';

const Origin = v.pipe(
  v.string(),
  v.check((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.href !== `${url.origin}/`) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  }, 'not an https origin'),
);

/** Hosts as an option: https origins, or http on this machine. */
export const HostsSchema = v.object({
  accounts: Origin,
  api: Origin,
  workdrive: Origin,
  upload: Origin,
  download: Origin,
});
