/** What a person reads after the consent page; plain text. */
export interface CallbackPage {
  status: number;
  title: string;
  /** What happened, and what to do next. */
  lines: readonly string[];
}

/** Safe as text and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** The page as HTML; it loads nothing and runs nothing, whatever is in its texts. */
export function renderCallbackPage({ title, lines }: CallbackPage): string {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${paragraphs}</main></body>
</html>
`;
}

/** The code is in the page's address: it is neither stored nor passed on. */
export const callbackHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
};
