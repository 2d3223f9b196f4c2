import { usage } from '../usage.ts';

/** A path of CRM's API: `/crm/v8/…`. Throws `usage` for one that leads elsewhere. */
export function crmPath(path: string): string {
  const steps = path.split('/');
  const isPlain = /^\/crm\/[\w\-./~%@:${}[\]]+$/.test(path);
  // What a server makes of dot segments, encoded ones too, is its own affair: none are sent.
  const isDotted = steps.some((step) => /^(?:\.|%2e){1,2}$/i.test(step));
  if (isPlain && !isDotted && !steps.slice(1).includes('')) return path;
  throw usage(
    '"path" must be a path of CRM without a query, e.g. /crm/v8/settings/tags',
    'give the query as `query`',
  );
}
