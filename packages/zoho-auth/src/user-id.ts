import { typedEntries, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { createSharedTask } from './shared-task.ts';

/** Asks Zoho who the user is. */
export type AskUserId = (signal: AbortSignal) => Promise<string>;

/** Who the user is, asked once and kept: it never changes for the same refresh token. */
export function createUserId(options: {
  store: SharedStore;
  key: string;
  known?: string | undefined;
}) {
  const { store, key } = options;
  const entries = typedEntries({ store, kind: 'user', schema: v.string() });
  let { known } = options;

  const find = createSharedTask(async (ask: AskUserId, signal: AbortSignal) => {
    const stored = await entries.get(key);
    const userId = stored ?? (await ask(signal));
    if (stored === undefined) await entries.update(key, () => userId);
    known = userId;
    return userId;
  });

  return async (ask: AskUserId, signal?: AbortSignal): Promise<string> =>
    known ?? (await find(ask, signal));
}
