import type { EmulatedAnswer } from '../seam.ts';
import type { AccountsCall } from './accounts-call.ts';
import type { Wish } from './token-limits.ts';

/** The answer to a call that a limit turns away; `undefined` when none does. */
export function throttle(
  { deps, request, passed }: AccountsCall,
  wish: Wish,
): EmulatedAnswer | undefined {
  const met = deps.tokens.turnAway(wish);
  if (!met) return undefined;
  const { throttleText, throttleStatus } = deps.profile();
  const chinese = throttleText === 'chinese' || prefersChinese(request.headers['accept-language']);
  const refused = { status: throttleStatus, json: chinese ? inChinese : inEnglish };
  passed?.({ refused, early: met.early });
  return refused;
}

// --- internal ---

/** Seen by guanguans/notify (src/ZohoCliq/Authenticator.php); there is no Retry-After. */
const inEnglish = {
  error_description:
    'You have made too many requests continuously. Please try again after some time.',
  error: 'Access Denied',
  status: 'failure',
};

/** `error` was seen; the sentence is a translation of ours. */
const inChinese = {
  error_description: '您连续发出的请求过多，请稍后再试。',
  error: '拒绝访问',
  status: 'failure',
};

function prefersChinese(acceptLanguage = ''): boolean {
  return /^\s*zh\b/i.test(acceptLanguage);
}
