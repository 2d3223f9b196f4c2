import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { postJson } from '../notifications/post-json.ts';

/** Where the end of a job is told (Zoho doc: bulk-read create-job, "callback"). */
export const Callback = v.object({ url: v.string(), method: v.string() });
export type JobCallback = v.InferOutput<typeof Callback>;

/** The answer to a callback that cannot be called; `undefined` when it can. */
export function refuseCallback(callback: unknown): EmulatedAnswer | undefined {
  if (callback === undefined || callback === null) return undefined;
  const given = v.safeParse(v.object({ url: v.unknown(), method: v.unknown() }), callback);
  const url = given.success ? given.output.url : undefined;
  if (typeof url !== 'string' || !isWebAddress(url)) {
    return toCrmError(400, 'INVALID_CALLBACK_URL', 'invalid callback url');
  }
  if (String(given.success ? given.output.method : '').toLowerCase() === 'post') return undefined;
  return toCrmError(400, 'INVALID_CALLBACK_METHOD', 'invalid callback method', {
    supported_callback_methods: ['post'],
  });
}

/**
 * Posts the end of a job, unsigned and once: whether Zoho tries again is not documented. Nobody
 * learns whether it arrived. Other machines are left alone unless the profile has it otherwise.
 */
export function postCallback(
  { deps }: CrmWorld,
  callback: JobCallback | undefined,
  body: unknown,
): void {
  if (!callback) return;
  const anywhere = deps.profile().notificationTargets === 'any';
  void postJson(callback.url, body, { anywhere });
}

// --- internal ---

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
