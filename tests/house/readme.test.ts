import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, textOf } from './tree.ts';

/** Paths of the README's map: each line is `path   what it is`, a folder's content indented by two below it. */
function mapped(): string[] {
  const map = /## The map[\s\S]*?```\n([\s\S]*?)```/.exec(textOf('README.md'))?.[1] ?? '';
  const folders: string[] = [];
  return map.split('\n').flatMap((line) => {
    const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
    const names =
      line
        .trim()
        .split(/\s{2,}/)[0]
        ?.split(' ')
        .filter((name) => /^[\w.+[\]@-]+\/?|^\.ci/.test(name)) ?? [];
    const above = folders.slice(0, depth).join('');
    if (names.length === 1 && names[0]!.endsWith('/')) folders.splice(depth, Infinity, names[0]!);
    return names.map((name) => above + name);
  });
}

describe('the README', () => {
  test('has a map and every path on it exists', () => {
    const paths = mapped();
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every local link and picture leads somewhere', () => {
    for (const page of ['README.md', 'docs/operating.md']) {
      const links = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
      const base = join(root, page, '..');
      expect(links.filter((link) => !existsSync(join(base, link)))).toEqual([]);
    }
  });

  test('every npm script it names is there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = [...textOf('README.md').matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
