import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Text of a file, its path given from the project's folder. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A file without its comments: the words of the field may stand there in any language. */
export const codeOf = (path: string): string =>
  textOf(path).replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/.*$/gm, '');

/** Paths, from the project's folder, of all files below `folder` whose name ends in one of `endings`. */
export function filesBelow(folder: string, ...endings: string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** Product code: what runs for users. */
export const productFiles = (): string[] => [
  ...filesBelow('src', '.ts', '.js', '.svelte', '.html', '.css'),
  ...filesBelow('server', '.ts', '.js'),
];

/** One import line: what is asked for, and whether only its types are. */
export interface ImportLine {
  from: string;
  target: string;
  typeOnly: boolean;
}

const importPattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const dynamicPattern = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** A target inside the project as a path from its folder; a package or `node:` module as it is written. */
function resolve(from: string, target: string): string {
  if (target.startsWith('#lib/')) return `src/lib/${target.slice('#lib/'.length)}`;
  if (target.startsWith('.')) return relative(root, join(root, dirname(from), target));
  return target;
}

/** What a file imports or re-exports. */
export function importsOf(from: string): ImportLine[] {
  const text = textOf(from);
  const lines = [...text.matchAll(importPattern)].map((match) => ({
    from,
    target: resolve(from, match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }));
  const dynamic = [...text.matchAll(dynamicPattern)].map((match) => ({
    from,
    target: resolve(from, match[1] ?? ''),
    typeOnly: false,
  }));
  return [...lines, ...dynamic];
}
