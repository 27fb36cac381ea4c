import { describe, expect, test } from 'vitest';
import { codeOf, filesBelow, productFiles, textOf } from './tree.ts';

const chinese = /[㐀-鿿豈-﫿]/;
const speaks = /^(src\/lib\/messages\/|src\/lib\/meeting\/charters\/|server\/demo\/)/;
/** Files that recognise Chinese in what people paste; they say nothing. */
const recognises = new Set(['src/lib/document/paste.ts']);
const code = () => [...productFiles(), ...filesBelow('tests', '.ts')];

describe('the shape of the code', () => {
  test('no Chinese in product code outside catalogs, charters and the sample council', () => {
    const silent = productFiles().filter((file) => !speaks.test(file) && !recognises.has(file));
    expect(silent.filter((file) => chinese.test(codeOf(file)))).toEqual([]);
  });

  test('no file is longer than 400 lines, save catalogs and the charters', () => {
    const long = code().filter((file) => !speaks.test(file) && textOf(file).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  test('files are named in kebab-case after a noun', () => {
    const name = /\/(\+|[a-z0-9]|[A-Z][A-Za-z]*\.svelte$)[^/]*$/;
    const vague = /(utils?|helpers?|manager|service)(\.|$|s\.)/i;
    expect(code().filter((file) => !name.test(file) || vague.test(file) || file.includes('_'))).toEqual([]);
  });

  test('nothing half-done is left behind', () => {
    const marks = /\b(TODO|FIXME|XXX)\b|console\.log|@ts-ignore|@ts-nocheck/;
    const found = code().filter((file) => file !== 'tests/house/shape.test.ts' && marks.test(textOf(file)));
    expect(found).toEqual([]);
  });

  test('tests never sleep', () => {
    const nap = /setTimeout\((resolve|done|ok|r)\b|\bsleep\(|waitForTimeout/;
    const found = filesBelow('tests', '.ts').filter(
      (file) => file !== 'tests/house/shape.test.ts' && nap.test(textOf(file)),
    );
    expect(found).toEqual([]);
  });
});
