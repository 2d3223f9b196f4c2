import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';
import { secretForms } from './secret-forms.ts';

const secret = 'a/b+c=d~e"f g\'h';
const twice = encodeURIComponent(encodeURIComponent(secret));
const form = new URLSearchParams({ x: secret }).toString();
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['as it is', `<${secret}>`],
  ['percent-encoded', `<${encodeURIComponent(secret)}>`],
  ['percent-encoded twice', `<${twice}>`],
  ['in a form', `<${form}>`],
  ['in a form that is percent-encoded', `<${encodeURIComponent(form)}>`],
  ['in JSON', JSON.stringify({ x: secret })],
])('a secret is known %s', (_how, text) => {
  const clean = createRedactor([secret]).redact(text);
  expect(clean).toContain('***');
  expect(clean).not.toMatch(/b.{0,5}c.{0,5}d/);
});

test.each(['', 'x', 'xy', 'xyz'])('a secret is known in base64 behind "%s"', (before) => {
  const text = base64(`${before}${secret}&y=1`);
  const clean = createRedactor([secret]).redact(text);
  const left = Buffer.from(clean.split('***').join(' '), 'base64').toString('latin1');
  expect(clean).toContain('***');
  expect(left).not.toMatch(/b\+c|c=d|d~e/);
});

test('no form of a short secret is short enough to tear other texts apart', () => {
  expect(secretForms('sixsix').filter((one) => one.length < 6)).toEqual([]);
});
