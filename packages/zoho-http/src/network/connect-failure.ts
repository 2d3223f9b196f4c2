import type { buildConnector } from 'undici';
import { findTransportFailure, toTransportFailure } from '../transport-failure.ts';

/**
 * Why a connection did not come about, in a form that ends the waiting request. undici takes some
 * codes of errors (`UND_ERR_SOCKET`) for a passing fault of a living connection and dials again at
 * once, without end, when they come from a proxy (undici issue 3897). So what it gets has no code;
 * the failure with its code is the cause.
 */
export function connectFailure(error: unknown, proxy?: string): Error {
  const failure =
    findTransportFailure(error) ??
    toTransportFailure(error, { stage: 'connect', ...(proxy === undefined ? {} : { proxy }) });
  return new Error(failure.message, { cause: failure });
}

/** The same connector; what it fails with is a `connectFailure`. */
export function withConnectFailures(
  connect: buildConnector.connector,
  proxy?: string,
): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...result) => {
      if (result[0] === null) callback(null, result[1]);
      else callback(connectFailure(result[0], proxy), null);
    });
  };
}
