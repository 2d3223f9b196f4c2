/** A text between or inside tags of XML 1.0. Throws for what XML cannot hold. */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML 1.0, 2.2: characters
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u.test(text))
    throw new Error('a control character cannot stand in XML');
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}

// --- internal ---

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
