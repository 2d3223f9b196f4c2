import path from 'node:path';
import { openState, type State } from '@zohokit/state';
import { onTestFinished } from 'vitest';
import type { Place } from './use-emulator.ts';

/** The state that runs from this place have left; it is closed when the test has finished. */
export async function openPlace({ cwd }: Pick<Place, 'cwd'>): Promise<State> {
  const state = await openState({ directory: path.join(cwd, '.zohokit') });
  onTestFinished(() => state.close());
  return state;
}
