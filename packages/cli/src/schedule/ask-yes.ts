import { createInterface } from 'node:readline/promises';
import type { Terminal } from '../app.ts';
import { CancelledError } from '../init/cancelled-error.ts';
import { harmless } from '../output/harmless.ts';

/** Asks a person; what is not a yes is a no. Rejects with a `CancelledError` when interrupted. */
export async function askYes(
  { input, output }: Terminal,
  question: string,
  signal: AbortSignal,
): Promise<boolean> {
  const lines = createInterface({ input, output });
  // What ends without an answer (Ctrl-C, Ctrl-D) would leave the question open for ever.
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new CancelledError()));
  });
  try {
    const asked = lines.question(`${harmless(question)} [y/N] `, { signal });
    const answer = await Promise.race([asked, closed]);
    return /^y(?:es)?$/i.test(answer.trim());
  } catch (error) {
    throw signal.aborted ? new CancelledError() : error;
  } finally {
    closed.catch(() => undefined);
    lines.close();
  }
}
