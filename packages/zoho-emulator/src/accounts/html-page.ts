import type { EmulatedAnswer } from '../seam.ts';

/** A page of the accounts server; `body` is HTML. It loads nothing and runs nothing. */
export function toPage(status: number, title: string, body: string): EmulatedAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html;charset=UTF-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    },
    text: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}
button{font:inherit;padding:.4em 1.4em;margin-right:1em}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`,
  };
}

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
