import { describe, expect, test } from 'vitest';
import { parenthesize } from './coql-condition.ts';
import { coqlString } from './coql-string.ts';

describe('parenthesize', () => {
  test.each([
    ["Box = 'false'", "(Box = 'false')"],
    ["Box = 'false' and Folder is not null", "(Box = 'false' and Folder is not null)"],
    [" (Box = 'false') ", "(Box = 'false')"],
    // One pair at each end is not one pair around it all.
    ["(A = '1') or (B = '2')", "((A = '1') or (B = '2'))"],
    // Parentheses and doubled quotes inside a literal are text.
    ["Name = 'a) or (b'", "(Name = 'a) or (b')"],
    ["Name = 'O''Hara)'", "(Name = 'O''Hara)')"],
  ])('%s stands as %s beside another condition', (given, expected) => {
    expect(parenthesize(given)).toBe(expected);
  });

  test.each(['', '  ', "A = '1') or (B = '2'", "(A = '1'", "A = '1", "A = 'O'Hara'"])(
    'a condition that does not balance is refused: %s',
    (given) => {
      expect(() => parenthesize(given)).toThrow('"where" has unbalanced');
    },
  );
});

test('a quote inside a COQL text is doubled, so that it cannot end the text', () => {
  expect(coqlString("O'Hara' or id > '0")).toBe("'O''Hara'' or id > ''0'");
  expect(coqlString('')).toBe("''");
});
