import { expect, it } from 'vitest';
import { createPathFilter } from './path-filter.ts';

it.each([
  [{}, 'a.pdf', true],
  [{ include: ['*.pdf'] }, 'a.pdf', true],
  [{ include: ['*.pdf'] }, 'A.PDF', true],
  [{ include: ['*.pdf'] }, 'Photos/2026/a.pdf', true],
  [{ include: ['*.pdf'] }, 'a.docx', false],
  [{ include: ['Photos/**'] }, 'Photos/2026/a.jpg', true],
  [{ include: ['Photos/**'] }, 'a.jpg', false],
  [{ include: ['Photos/*'] }, 'Photos/2026/a.jpg', false],
  [{ exclude: ['Thumbs.db', '~$*'] }, 'Photos/thumbs.DB', false],
  [{ exclude: ['Thumbs.db', '~$*'] }, '~$offer.docx', false],
  [{ exclude: ['.*'] }, '.env', false],
  [{ include: ['*.pdf'], exclude: ['draft*'] }, 'draft.pdf', false],
  [{ include: ['!a.pdf'] }, 'b.pdf', false],
  [{ include: ['Über*'] }, 'über uns.pdf', true],
])('%o and %s: %s', (patterns, path, wanted) => {
  expect(createPathFilter(patterns)(path)).toBe(wanted);
});
