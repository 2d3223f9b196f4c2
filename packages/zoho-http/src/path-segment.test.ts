import { expect, test } from 'vitest';
import { pathSegment } from './path-segment.ts';

test.each([
  ['ly9zm0170fb40015f4e2297a144e2b68cfa68', 'ly9zm0170fb40015f4e2297a144e2b68cfa68'],
  ['a b?c#d', 'a%20b%3Fc%23d'],
  ['...', '...'],
])('%j is one segment of a path', (id, segment) => {
  expect(pathSegment(id)).toBe(segment);
  expect(new URL(`https://x.example/files/${segment}/files`).pathname).toBe(
    `/files/${segment}/files`,
  );
});

test.each(['', '.', '..', '../users/me', 'a/b', 'a\\b', '/', '\ud800'])(
  '%j is refused, because it would be another address',
  (id) => {
    expect(() => pathSegment(id)).toThrow(expect.objectContaining({ kind: 'usage' }));
  },
);
