import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

const hex = '0123456789abcdef0123456789abcdef';

test.each([
  ['a token of Zoho', `before 1000.${hex}.${hex} after`, 'before *** after'],
  ['the header', `authorization: Zoho-oauthtoken abc.def`, 'authorization: Zoho-oauthtoken ***'],
  ['a bearer', 'Bearer xyz, then', 'Bearer ***, then'],
  ['a query', '?client_secret=abc&x=1', '?client_secret=***&x=1'],
  ['JSON', '{"refresh_token":"abc","x":1}', '{"refresh_token":"***","x":1}'],
  ['JSON with spaces', '{"access_token" : "abc"}', '{"access_token" : "***"}'],
])('what looks like a secret is removed from %s', (_where, text, clean) => {
  expect(createRedactor().redact(text)).toBe(clean);
});

test('a known secret is removed wherever it stands, also percent-encoded', () => {
  const { redact } = createRedactor(['canary/secret']);
  expect(redact('xcanary/secretx canary%2Fsecret')).toBe('x***x ***');
});

test('a secret that begins with another one leaves no end of it', () => {
  expect(createRedactor(['canary', 'canary-and-more']).redact('a canary-and-more b')).toBe(
    'a *** b',
  );
});

test('a secret that is added later is removed from then on', () => {
  const redactor = createRedactor();
  redactor.add('late-secret');
  expect(redactor.redact('a late-secret')).toBe('a ***');
});

test('a secret too short to be one leaves ordinary words alone', () => {
  expect(createRedactor(['a']).redact('a cat')).toBe('a cat');
});

test('what is no secret stays as it is', () => {
  const text = 'GET www.zohoapis.eu/crm/v8/Deals: 404 INVALID_URL_PATTERN';
  expect(createRedactor().redact(text)).toBe(text);
});
