import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { EmulatedRequest } from '../../../seam.ts';

/** Where a walk over a related list goes on, and until when that holds. */
export interface RelatedPage {
  offset: number;
  page: number;
  expiresAt: number;
}

/** A token says all by itself: nobody has to keep it, and a snapshot has nothing to save. */
export function toToken({ offset, page, expiresAt }: RelatedPage, question: string): string {
  const text = JSON.stringify([offset, page, expiresAt, question]);
  return Buffer.from(text).toString('base64url');
}

/** What the token says, or why it says nothing to this question. */
export function readToken(
  token: string,
  question: string,
  now: number,
): RelatedPage | 'unknown' | 'mismatch' | 'expired' {
  const parsed = v.safeParse(Content, parse(Buffer.from(token, 'base64url').toString()));
  if (!parsed.success) return 'unknown';
  const [offset, page, expiresAt, asked] = parsed.output;
  if (expiresAt <= now) return 'expired';
  return asked === question ? { offset, page, expiresAt } : 'mismatch';
}

/** All that a token is bound to: who asks, for which list, with which parameters. */
export function toQuestion(user: string, { path, query, headers }: EmulatedRequest): string {
  const given = [...query]
    .filter(([name]) => name !== 'page' && name !== 'page_token')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const all = JSON.stringify([user, path, given, headers['if-modified-since']]);
  return createHash('sha256').update(all).digest('hex').slice(0, 20);
}

// --- internal ---

const Content = v.tuple([v.number(), v.number(), v.number(), v.string()]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
