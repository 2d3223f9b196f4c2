import type { Facts } from './classifier.ts';

/**
 * Whether the body is one of Zoho's own refusals. An empty body, a page or foreign JSON may come
 * from a proxy, a firewall or a gateway on the way, and says nothing about what was asked for.
 */
export function isZohoAnswer({ code, title }: Pick<Facts, 'code' | 'title'>): boolean {
  return code !== undefined || title !== undefined;
}

/**
 * Whether Zoho's gateway throttles: `URL_ROLLING_THROTTLES_LIMIT_EXCEEDED` and its like, which come
 * as the title of an `F000` or alone, with statuses other than 429 too (seen on Zoho's product
 * pages).
 */
export function isGatewayThrottle({ code, title }: Pick<Facts, 'code' | 'title'>): boolean {
  return [code, title].some((word) => word?.toUpperCase().endsWith('_THROTTLES_LIMIT_EXCEEDED'));
}
