/** What became of a callback. */
export interface Posted {
  /**
   * `refused`: the address is not on this machine. `failed`: nobody answered, or not with a 2xx.
   */
  outcome: 'delivered' | 'failed' | 'refused';
  /** What the receiver answered. */
  status?: number;
}

/**
 * Posts once and never rejects: Zoho does not care either. Only to this machine, unless `anywhere`;
 * an address that points elsewhere is not followed there.
 */
export async function postJson(
  url: string,
  body: unknown,
  { anywhere }: { anywhere: boolean },
): Promise<Posted> {
  if (!anywhere && !isLoopback(url)) return { outcome: 'refused' };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { outcome: response.ok ? 'delivered' : 'failed', status: response.status };
  } catch {
    return { outcome: 'failed' };
  }
}

// --- internal ---

/** How long Zoho waits is not documented. */
const timeoutMs = 10_000;

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
