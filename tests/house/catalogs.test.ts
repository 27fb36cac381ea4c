import { describe, expect, test } from 'vitest';
import { en } from '#lib/messages/en.ts';
import { zhCN } from '#lib/messages/zh-CN.ts';

/** The values that a text leaves room for, such as `{id}`. */
const valuesIn = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('the catalogs', () => {
  test('zh-CN and en have the same keys', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zhCN).toSorted());
  });

  test('no text is empty', () => {
    const empty = Object.entries({ ...zhCN, ...en }).filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  test('both languages name the same values', () => {
    const english: Record<string, string> = en;
    const different = Object.entries(zhCN).filter(
      ([key, text]) => valuesIn(text).join() !== valuesIn(english[key] ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });
});
