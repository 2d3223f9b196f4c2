import { isZohoError, type Clock, type ZohoError } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import type { Way } from '../config/org-settings.ts';
import { CancelledError } from './cancelled-error.ts';
import type { Draft } from './draft.ts';
import type { Prompter } from './prompter.ts';

/** What every step of the conversation works with. */
export interface Session {
  app: App;
  prompter: Prompter;
  draft: Draft;
  way: Way;
  clock: Clock;
}

/** Whether the same may succeed later. */
export function isPassing({ kind }: ZohoError): boolean {
  return kind === 'unavailable' || kind === 'rate-limit';
}

/**
 * Asks Zoho for something, and again as long as the person wants where it cannot answer now. Rejects
 * with other failures.
 */
export async function patiently<Result>(
  { prompter }: Pick<Session, 'prompter'>,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isZohoError(error) || !isPassing(error)) throw error;
      const wait =
        error.retry.kind === 'wait' ? ` Wait ${Math.ceil(error.retry.ms / 1000)} s.` : '';
      prompter.trouble(`${error.message}.${wait} ${error.hint ?? ''}`.trimEnd(), error);
      const again = await prompter.confirm({ id: 'next', message: 'Try again?', initial: true });
      if (!again) throw new CancelledError();
    }
  }
}
