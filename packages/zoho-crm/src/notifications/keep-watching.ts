import { isZohoError, ZohoError, type CallOptions, type Clock } from '@zohokit/zoho-http';
import { toInstant } from '../instant.ts';
import { usage } from '../usage.ts';
import type { ChannelOptions } from './channel.ts';
import type { ChannelResult, Notifications } from './notifications.ts';

/** How long a kept channel lives, and how early it is renewed. */
export interface KeepOptions extends Omit<CallOptions, 'signal'> {
  /** Ends the keeping; the channel lives on until its end. */
  signal: AbortSignal;
  /** Milliseconds that a channel is asked for, at most a week. @default a day */
  lifetimeMs?: number | undefined;
  /** Milliseconds before its end at which it is renewed. @default a tenth of the lifetime */
  renewBeforeMs?: number | undefined;
  /** Told of the subscription and of each renewal; ISO 8601 with offset. @default nobody */
  onRenewed?: ((expiresAt: string) => void) | undefined;
}

/** See `Notifications.keep`. */
export async function keepWatching(
  { watch, change, clock }: Pick<Notifications, 'watch' | 'change'> & { clock: Clock },
  channel: Omit<ChannelOptions, 'expiresAt'>,
  options: KeepOptions,
): Promise<void> {
  const { signal, lifetimeMs = day, renewBeforeMs = lifetimeMs / 10, onRenewed, ...call } = options;
  if (!(lifetimeMs >= minute && lifetimeMs <= week)) {
    throw usage('"lifetimeMs" must be from a minute to a week, in milliseconds');
  }
  if (!(renewBeforeMs > 0 && renewBeforeMs < lifetimeMs)) {
    throw usage('"renewBeforeMs" must be more than none and less than "lifetimeMs"');
  }
  const { channelId } = channel;
  const sent = { ...call, signal };
  const toEnd = (result: ChannelResult | undefined, asked: string): number => {
    const end = endOf(result, asked);
    onRenewed?.(end);
    return Date.parse(end);
  };
  const subscribe = async (): Promise<number> => {
    const expiresAt = toInstant('lifetimeMs', new Date(clock.now() + lifetimeMs));
    const [result] = await watch([{ ...channel, expiresAt }], sent);
    return toEnd(result, expiresAt);
  };
  const renew = async (): Promise<number> => {
    const expiresAt = toInstant('lifetimeMs', new Date(clock.now() + lifetimeMs));
    const [result] = await change([{ channelId, expiresAt }], sent);
    // It ended meanwhile, or somebody else ended it.
    if (result?.ok === false && result.code === 'NOT_SUBSCRIBED') return await subscribe();
    return toEnd(result, expiresAt);
  };
  try {
    let endsAt = await subscribe();
    for (;;) {
      // Zoho may have set an end much nearer than was asked for: then at half of its time.
      const left = Math.max(0, endsAt - clock.now());
      await clock.sleep(Math.max(left - renewBeforeMs, left / 2), signal);
      endsAt = await untilItWorks(renew, { clock, signal, endsAt, renewBeforeMs });
    }
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
}

// --- internal ---

const minute = 60_000;
const day = 24 * 60 * minute;
const week = 7 * day;

/** An outage is waited out as long as the channel lives. */
async function untilItWorks(
  renew: () => Promise<number>,
  {
    clock,
    signal,
    endsAt,
    renewBeforeMs,
  }: { clock: Clock; signal: AbortSignal; endsAt: number; renewBeforeMs: number },
): Promise<number> {
  for (;;) {
    try {
      return await renew();
    } catch (error) {
      const passes = isZohoError(error) && ['unavailable', 'rate-limit'].includes(error.kind);
      if (!passes || clock.now() >= endsAt) throw error;
      await clock.sleep(Math.min(minute, renewBeforeMs / 4), signal);
    }
  }
}

/** When the channel ends as Zoho set it: it shortens in silence what it does not like. */
function endOf(result: ChannelResult | undefined, asked: string): string {
  if (result?.ok === true) return result.expiresAt ?? asked;
  throw new ZohoError(`CRM refused the channel (${result?.code ?? 'no answer'})`, {
    kind: 'refused',
    code: result?.code,
    hint: result?.message,
  });
}
