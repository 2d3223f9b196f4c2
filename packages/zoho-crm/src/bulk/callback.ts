import { usage } from '../usage.ts';

/** `callback` of a job: Zoho posts the job's status there when it ends. Throws `usage` for no https. */
export function toCallback(url: string | undefined): { callback?: object } {
  if (url === undefined) return {};
  if (URL.parse(url)?.protocol !== 'https:') {
    throw usage('"callbackUrl" must be an https address', 'Zoho calls no other');
  }
  return { callback: { url, method: 'post' } };
}
