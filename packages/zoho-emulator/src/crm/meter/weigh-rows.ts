import type { EmulatedRequest } from '../../seam.ts';
import type { CallWeight } from './crm-gate.ts';

/**
 * What a write of records costs: a credit for every ten, and more than ten are heavy
 * (Zoho doc: api-limits).
 */
export async function weighRows(request: EmulatedRequest): Promise<CallWeight> {
  const rows = countOf(await request.json(), 'data');
  return { credits: Math.max(1, Math.ceil(rows / 10)), heavy: rows > 10 };
}

/** How many values the body has in the list `key`. */
export function countOf(body: unknown, key: string): number {
  if (typeof body !== 'object' || body === null) return 0;
  const list: unknown = Object.entries(body).find(([name]) => name === key)?.[1];
  return Array.isArray(list) ? list.length : 0;
}
