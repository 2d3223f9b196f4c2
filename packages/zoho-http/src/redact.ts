import { secretForms } from './secret-forms.ts';

/** Removes secrets from texts that are shown, logged or kept in errors. */
export interface Redactor {
  redact(text: string): string;
  /** From now on this secret is removed too, in every form of `secretForms`. */
  add(secret: string): void;
}

const mask = '***';

/** Shorter "secrets" would tear ordinary words apart. */
const shortestSecret = 6;

/** How Zoho's secrets look, and where any secret may stand. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Codes, access and refresh tokens: 1000.<hex>.<hex> (Zoho doc: OAuth 2.0, self client).
  [/\b1\d{3}\.[\da-f]{16,}\.[\da-f]{16,}/gi, mask],
  [/\b(zoho-oauthtoken|bearer|basic)\s+[^\s"',;]+/gi, `$1 ${mask}`],
  [
    /((?:client_secret|refresh_token|access_token|id_token)["']?\s*(?:=|:|%3D)\s*["']?)[^\s"'&,;}]+/gi,
    `$1${mask}`,
  ],
];

/** `secrets` are removed wherever they stand; what looks like a secret of Zoho is removed always. */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = new Set<string>();
  /** Longest first: a secret that begins with another one would keep its end. */
  let ordered: readonly string[] | undefined;
  const add = (secret: string): void => {
    if (secret.length < shortestSecret) return;
    for (const form of secretForms(secret)) known.add(form);
    ordered = undefined;
  };
  for (const secret of secrets) add(secret);

  return {
    add,
    redact(text) {
      let clean = text;
      ordered ??= [...known].toSorted((a, b) => b.length - a.length);
      for (const secret of ordered) clean = clean.replaceAll(secret, mask);
      for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
      return clean;
    },
  };
}
