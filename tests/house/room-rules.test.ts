import { describe, expect, test } from 'vitest';
import { PREPARATION_REFUSALS } from '#lib/meeting/refusal.ts';
import { codeOf, filesBelow, importsOf } from './tree.ts';

/** A file and every file whose values it imports, directly or not. */
function closureOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { target, typeOnly } of importsOf(file)) if (!typeOnly) closureOf(target, found);
  return found;
}

const DOOR = 'src/lib/meeting/decide.ts';

describe('what a phone loads before it can vote', () => {
  test('the room’s rules give no refusal that only the preparation has a sentence for', () => {
    const files = [...closureOf('src/lib/meeting/room-decide.ts')].filter((file) => !file.endsWith('/refusal.ts'));
    const given = files.flatMap((file) =>
      PREPARATION_REFUSALS.filter((refusal) => codeOf(file).includes(`'${refusal}'`)).map((each) => `${file} ${each}`),
    );
    expect(given).toEqual([]);
  });

  test('no browser loads every rule', () => {
    const files = filesBelow('src', '.ts', '.svelte').filter((file) => !/\.server\.ts$|^src\/lib\/server\//.test(file));
    const doors = files.flatMap(importsOf).filter(({ target, typeOnly }) => target === DOOR && !typeOnly);
    expect(doors.map(({ from }) => from)).toEqual([]);
  });
});
