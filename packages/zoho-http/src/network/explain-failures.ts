import type { Dispatcher } from 'undici';
import { findTransportFailure, isNetworkError, toTransportFailure } from '../transport-failure.ts';

/**
 * Lets what a request fails with say by which proxy it went (`host:port`); `proxyOf` knows. Aborts
 * and what a body threw stay what they are.
 */
export function explainFailures(
  proxyOf: (origin: string) => string | undefined,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(
      options,
      withErrors(handler, (error) => {
        const failure = findTransportFailure(error);
        if (failure !== undefined) return failure;
        const proxy = proxyOf(String(options.origin));
        if (proxy === undefined || !isNetworkError(error)) return error;
        return toTransportFailure(error, { proxy });
      }),
    );
}

/** The same handler; it is told of other errors. */
export function withErrors(
  handler: Dispatcher.DispatchHandler,
  translate: (error: Error) => Error,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...start) => handler.onRequestStart?.(...start),
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onResponseStart: (...start) => handler.onResponseStart?.(...start),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, translate(error)),
    onBodySent: (chunk) => handler.onBodySent?.(chunk),
    onRequestSent: () => handler.onRequestSent?.(),
  };
}
