import { expect, test } from 'vitest';
import { publishedFolders, readmeCode, readPublicNames } from './support/public-names.ts';

/** Every public name of a package has a sentence, and the README shows what can be called. */

const names = readPublicNames();

test.each(publishedFolders)(
  'every name that %s exports has a sentence where it stands',
  (folder) => {
    const silent = names.filter((one) => one.folder === folder && !hasSentence(one.comment));

    expect(silent.map(({ name, where }) => `${name} at ${where}`)).toEqual([]);
  },
);

test.each(publishedFolders)(
  'the README of %s shows every function, class and constant',
  (folder) => {
    const words = new Set(readmeCode(folder).match(/[\w$]+/gu));
    const values = names.filter((one) => one.folder === folder && one.isValue);

    expect(values.filter(({ name }) => !words.has(name)).map(({ name }) => name)).toEqual([]);
  },
);

/** Several words and an end: a name said again is none. */
const hasSentence = (comment: string): boolean => /\S\s+\S[^.]*?\S[.:?!]/su.test(comment);
