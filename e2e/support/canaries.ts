import type { FaultSecrets } from './fault-secrets.ts';

/** Secrets with every letter that an encoding treats in its own way. */
export const canaries = {
  clientSecret: 'cnry+Sqzt/7hQ=x9&k2?Vd',
  refreshToken: 'cnry.Rvqh~%41(k)Lm-8wZ',
  accessToken: (nth) => `cnry-Axqz+${nth}/tR4=nB7q`,
  code: "cnry*Kqd'W2v!6.sJ5",
  query: 'cnry-Qrzr+7f/Gh=3 yM',
  content: 'cnry-Qntz:K3xPq0/vLw8+Zu',
  header: 'cnry-Vpqd-5tYpAe1',
} as const satisfies FaultSecrets;

export const proxyCanary = 'cnry:P@ss/w%rd#9uN';

const known: readonly string[] = [
  canaries.clientSecret,
  canaries.refreshToken,
  ...[1, 2, 3].map(canaries.accessToken),
  canaries.code,
  canaries.query,
  canaries.content,
  canaries.header,
  proxyCanary,
];

/** A piece of this length is a leak, so that a canary that was cut is noticed too. */
const pieceLength = 8;

/** Not at every letter, for the time that takes: eleven letters in a row are always found. */
const stride = 4;

const pieces = new Set(known.flatMap((canary) => piecesOf(canary)));
const encodedPieces = new Set(known.flatMap((canary) => base64Of(canary).flatMap(piecesOf)));

/** Pieces of canaries in a text: as they are, percent-encoded (also twice), in base64. */
export function leaksIn(text: string): string[] {
  const once = decode(text);
  const texts = [...new Set([text, once, decode(once), once.replaceAll('+', ' ')])];
  const base64 = [...new Set([text, text.replaceAll('-', '+').replaceAll('_', '/')])];
  return [
    ...[...pieces].filter((piece) => texts.some((one) => one.includes(piece))),
    ...[...encodedPieces].filter((piece) => base64.some((one) => one.includes(piece))),
  ];
}

// --- internal ---

function piecesOf(text: string): string[] {
  const count = Math.max(0, Math.floor((text.length - pieceLength) / stride) + 1);
  return Array.from({ length: count }, (_, nth) =>
    text.slice(nth * stride, nth * stride + pieceLength),
  );
}

/** As it may stand anywhere in a longer base64, without the letters that its neighbours decide. */
function base64Of(text: string): string[] {
  return ['', '.', '..'].map((before) =>
    Buffer.from(before + text)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before.length + 1, -2),
  );
}

function decode(text: string): string {
  return text.replaceAll(/%[\da-f]{2}/gi, (hex) =>
    String.fromCodePoint(Number.parseInt(hex.slice(1), 16)),
  );
}
