import { describe, expect, test } from 'vitest';
import { filesBelow, textOf } from './tree.ts';

const book = 'src/lib/meeting/RULES.md';

/** Rule numbers such as V4, written in RULES.md at the start of a line, a list point or a table row. */
const numbered = (text: string): string[] =>
  [...text.matchAll(/^(?:[-*|#]+\s*)?(?:\*\*)?\[?([A-Z]{1,2}\d+[a-z]?)\]?(?:\*\*)?[\s.:|—–-]/gm)].map(
    (match) => match[1]!,
  );

/** Rule numbers that some test title quotes, such as '[V4] …'; several may stand in one title. */
const quoted = (): Set<string> =>
  new Set(
    filesBelow('tests', '.ts').flatMap((file) =>
      [...textOf(file).matchAll(/\[([A-Z]{1,2}\d+[a-z]?(?:[ ,]+[A-Z]{1,2}\d+[a-z]?)*)\]/g)].flatMap((match) =>
        match[1]!.split(/[ ,]+/),
      ),
    ),
  );

describe('the rules', () => {
  test('RULES.md numbers its rules, none twice', () => {
    const numbers = numbered(textOf(book));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  test('every rule has a test whose title quotes it', () => {
    const tested = quoted();
    expect(numbered(textOf(book)).filter((number) => !tested.has(number))).toEqual([]);
  });
});
