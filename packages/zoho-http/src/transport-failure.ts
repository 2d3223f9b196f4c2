/** How far a request got before it failed without a whole response. */
export type TransportFailureReason =
  /** No connection came about: nothing was sent. */
  | 'never-sent'
  /** A proxy opened no way to the server: nothing was sent but the question to it. */
  | 'proxy'
  /** The server's certificate is not trusted: nothing was sent, and trying again will not help. */
  | 'certificate'
  | 'timeout'
  /** The connection broke after something may have been sent. */
  | 'broken';

export interface TransportFailureOptions {
  reason: TransportFailureReason;
  code?: string | undefined;
  proxy?: string | undefined;
  proxyStatus?: number | undefined;
}

/**
 * Why no whole response came. It holds the code and the redacted words of the transport's error and
 * not the error itself, which may carry headers, sockets or parts of a body.
 */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly reason: TransportFailureReason;
  readonly code: string | undefined;
  /** `host:port` of the proxy that the request took or was to take. */
  readonly proxy: string | undefined;
  /** What the proxy answered instead of opening the way. */
  readonly proxyStatus: number | undefined;

  constructor(message: string, options: TransportFailureOptions) {
    super(message);
    this.reason = options.reason;
    this.code = options.code;
    this.proxy = options.proxy;
    this.proxyStatus = options.proxyStatus;
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

/** Whether a code says that a certificate is not trusted. */
export function isCertificateCode(code: string | undefined): boolean {
  return code !== undefined && certificateCode.test(code);
}

export interface ToTransportFailureOptions {
  /** Applied to the words. @default they are kept as they are */
  redact?: ((text: string) => string) | undefined;
  /** What was going on: `proxy` is asking a proxy for its way. @default 'exchange' */
  stage?: 'connect' | 'proxy' | 'exchange' | undefined;
  proxy?: string | undefined;
}

/** Whatever a transport threw, as a failure that is safe to keep and to show. */
export function toTransportFailure(
  error: unknown,
  options: ToTransportFailureOptions = {},
): TransportFailure {
  const { redact = (text) => text, stage = 'exchange', proxy } = options;
  const known = findTransportFailure(error);
  if (known !== undefined) return new TransportFailure(redact(known.message), known);
  const chain = causes(error);
  const codes = chain.map(codeOf).filter((code) => code !== undefined);
  const words = chain.map((one) => (one instanceof Error ? one.message : '')).filter(Boolean);
  const connecting = stage === 'connect' || chain.some((one) => isConnecting(one));
  const code = codes.at(-1);
  return new TransportFailure(redact(words.at(-1) ?? code ?? 'The connection failed'), {
    reason: stage === 'proxy' ? 'proxy' : reasonOf(codes, connecting),
    code: code === undefined ? undefined : redact(code),
    proxy,
  });
}

/** The failure that an error is or was caused by. */
export function findTransportFailure(error: unknown): TransportFailure | undefined {
  return causes(error).find((one) => one instanceof TransportFailure);
}

/** Whether an error is the network's, and no abort and no defect. */
export function isNetworkError(error: unknown): boolean {
  return causes(error).some((one) => networkCode.test(codeOf(one) ?? ''));
}

// --- internal ---

const networkCode =
  /^(?:UND_ERR_(?:SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT)|ECONN\w+|EPIPE|ETIMEDOUT)$/;

function reasonOf(codes: readonly string[], connecting: boolean): TransportFailureReason {
  if (codes.some((code) => isCertificateCode(code))) return 'certificate';
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
