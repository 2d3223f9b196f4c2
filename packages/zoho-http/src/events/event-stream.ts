import { channel } from 'node:diagnostics_channel';
import type { RequestEnd, RequestStart } from './http-event.ts';
import { createRequestSpans, findSpanApi } from './request-spans.ts';

/** The name of the `node:diagnostics_channel` on which every connection's events are published. */
export const eventChannel = 'zohokit';

/**
 * Tells an event to a callback, to the subscribers of the channel and, if the program has set up
 * OpenTelemetry, by a span. What a callback throws becomes a warning of the process and ends nothing.
 */
export function createEventStream<Event extends { type: string }>(
  onEvent?: (event: Event) => void,
): (event: Event) => void {
  const published = channel(eventChannel);
  let spans: ((event: RequestStart | RequestEnd) => void) | undefined;

  const findSpans = (): typeof spans => {
    if (spans !== undefined) return spans;
    const api = findSpanApi();
    spans = api === undefined ? undefined : createRequestSpans(api);
    return spans;
  };

  return (event) => {
    guarded(onEvent, event);
    if (published.hasSubscribers) published.publish(event);
    if (isAttempt(event)) guarded(findSpans(), event);
  };
}

// --- internal ---

/** Whoever watches must not break what is watched. */
function guarded<Event>(listen: ((event: Event) => void) | undefined, event: Event): void {
  try {
    listen?.(event);
  } catch (error) {
    // Its name only: the message is the listener's, and may say anything.
    const name = error instanceof Error ? error.name : typeof error;
    process.emitWarning(`A listener of zohokit's events threw (${name})`);
  }
}

function isAttempt(event: { type: string }): event is RequestStart | RequestEnd {
  return event.type === 'request-start' || event.type === 'request-end';
}
