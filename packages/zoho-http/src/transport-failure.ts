/** How far a request got before it failed without a whole response. */
export type TransportFailureReason =
  /** No connection came about: nothing was sent. */
  | 'never-sent'
  /** The server's certificate is not trusted: nothing was sent, and trying again will not help. */
  | 'certificate'
  | 'timeout'
  /** The connection broke after something may have been sent. */
  | 'broken';

/**
 * Why no whole response came. It holds the code and the redacted words of the transport's error and
 * not the error itself, which may carry headers, sockets or parts of a body.
 */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly reason: TransportFailureReason;
  readonly code: string | undefined;

  constructor(
    message: string,
    options: { reason: TransportFailureReason; code?: string | undefined },
  ) {
    super(message);
    this.reason = options.reason;
    this.code = options.code;
  }
}

/** Errors of Node and undici that end the making of a connection. */
const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'TimeoutError',
]);
/** OpenSSL's words as Node passes them on (Node doc: tls, X509 certificate error codes). */
const certificateCode =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|HOSTNAME_MISMATCH)/;

/** Whatever a transport threw, as a failure that is safe to keep and to show. */
export function toTransportFailure(
  error: unknown,
  redact: (text: string) => string,
): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const chain = causes(error);
  const codes = chain.map(codeOf).filter((code) => code !== undefined);
  const words = chain.map((one) => (one instanceof Error ? one.message : '')).filter(Boolean);
  const connecting = chain.some((one) => isConnecting(one));
  const code = codes.at(-1);
  return new TransportFailure(redact(words.at(-1) ?? code ?? 'The connection failed'), {
    reason: reasonOf(codes, connecting),
    code: code === undefined ? undefined : redact(code),
  });
}

// --- internal ---

function reasonOf(codes: readonly string[], connecting: boolean): TransportFailureReason {
  if (codes.some((code) => certificateCode.test(code))) return 'certificate';
  if (connecting || codes.some((code) => neverSentCodes.has(code))) return 'never-sent';
  return codes.some((code) => timeoutCodes.has(code)) ? 'timeout' : 'broken';
}

/** The error and its causes, outermost first; of several attempts to connect, the first. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let one: unknown = error;
  while (one !== undefined && chain.length < 8) {
    chain.push(one);
    if (one instanceof AggregateError) one = one.errors[0];
    else one = one instanceof Error ? one.cause : undefined;
  }
  return chain;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && error.name === 'TimeoutError' ? error.name : undefined;
}

function isConnecting(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'connect'
  );
}
