/**
 * Waits by the machine's clock. Once nobody waits for the request any more, the wait goes on, but
 * does not keep the process alive.
 */
export async function pause(ms: number, whenGone: Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    void whenGone.then(() => timer.unref());
  });
}
