import { expect, it } from 'vitest';
import { harmless, harmlessJson } from './harmless.ts';

it.each([
  ['an escape sequence', 'a\u001B[2Jb', 'a\u{FFFD}[2Jb'],
  ['a C1 control', 'a\u009B2Jb', 'a\u{FFFD}2Jb'],
  ['a bell', 'a\u0007b', 'a\u{FFFD}b'],
  ['a return', 'a\rb', String.raw`a\rb`],
  ['a turned direction', 'invoice\u202Efdp.exe', 'invoice\u{FFFD}fdp.exe'],
  ['an isolate', '\u2066x\u2069', '\u{FFFD}x\u{FFFD}'],
  ['an invisible mark', 'a\u200Bb\u{FEFF}', 'a\u{FFFD}b\u{FFFD}'],
  ['a line separator', 'a\u2028b', String.raw`a\u2028b`],
  ['a new line', 'a\nb', String.raw`a\nb`],
])('replaces %s', (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

it('keeps letters, signs and pictures of any script', () => {
  const text = 'Müller & Söhne – 見積書 📄 👩\u200D🚀 (2).pdf';
  expect(harmless(text)).toBe(text);
});

it('escapes in JSON what it would replace in a text', () => {
  const names = ['\u001B[2J', '\u009B2J', '\u202Egpj', '\u{E0041}', '見積書'];
  const line = harmlessJson({ names });
  expect(line).toBe(harmless(line));
  expect(JSON.parse(line)).toEqual({ names });
});
