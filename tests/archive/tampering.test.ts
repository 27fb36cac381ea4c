import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import type { EventRow } from '../../server/archive/schema.ts';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';

const runs = atScale(500, 20_000);
const length = 20;
let archive: Archive;
let rows: EventRow[];

beforeAll(async () => {
  archive = await openArchive();
  await archive.events.append('m', 0, {
    events: Array.from({ length }, (_, i) => ({
      seq: i + 1,
      at: new Date(1e12 + i * 1000).toISOString(),
      type: i % 3 === 0 ? 'ballot.received' : 'floor.requested',
      actor: `person-${i % 5}`,
      fields: { unit: `unit-${i % 5}`, text: '发言', n: i },
    })),
    answers: [],
    ballots: [],
    emptied: [],
  });
  rows = await archive.db.selectFrom('events').selectAll().orderBy('seq').execute();
});
afterAll(() => archive.close());

/** Puts these rows in the place of the log, asks, and puts the true log back. */
async function verdictOn(tampered: EventRow[]) {
  await archive.db.deleteFrom('events').execute();
  if (tampered.length > 0) await archive.db.insertInto('events').values(tampered).execute();
  const verdict = await archive.events.verify('m');
  await archive.db.deleteFrom('events').execute();
  await archive.db.insertInto('events').values(rows).execute();
  return verdict;
}

const index = fc.integer({ min: 0, max: length - 1 });
const column = fc.constantFrom('at', 'type', 'actor', 'fields', 'prev', 'hash');
const flip = fc.record({
  how: fc.constant('flip' as const),
  index,
  column,
  at: fc.nat(),
  bit: fc.integer({ min: 0, max: 6 }),
});
const cut = fc.record({ how: fc.constant('delete' as const), index });
const swap = fc.record({ how: fc.constant('swap' as const), index, with: index });
const shorten = fc.record({ how: fc.constant('cut' as const), index });
const insert = fc.record({ how: fc.constant('insert' as const), index });
type Tampering = typeof flip extends fc.Arbitrary<infer T> ? T : never;

function flipped(row: EventRow, change: Tampering): EventRow {
  const letters = Array.from(row[change.column as 'at']);
  const place = change.at % letters.length;
  letters[place] = String.fromCodePoint(letters[place]!.codePointAt(0)! ^ (1 << change.bit));
  return { ...row, [change.column]: letters.join('') };
}

test('[G10] every flipped bit, deleted, swapped, inserted or cut-off event is found', async () => {
  const { seed } = new Chance().told('tampering with the log');
  const change = fc.oneof(flip, cut, swap, shorten, insert);
  await fc.assert(
    fc.asyncProperty(change, async (how) => {
      const log = rows.map((row) => ({ ...row }));
      if (how.how === 'flip') log[how.index] = flipped(log[how.index]!, how);
      if (how.how === 'delete') log.splice(how.index, 1);
      if (how.how === 'cut') log.splice(how.index);
      if (how.how === 'swap') {
        fc.pre(how.index !== how.with);
        [log[how.index]!.seq, log[how.with]!.seq] = [log[how.with]!.seq, log[how.index]!.seq];
      }
      if (how.how === 'insert') {
        for (const row of log.slice(how.index)) row.seq += 1;
        log.push({ ...rows[how.index]!, seq: how.index + 1 });
      }
      expect((await verdictOn(log)).ok).toBe(false);
    }),
    { numRuns: runs, seed },
  );
  expect(await archive.events.verify('m')).toMatchObject({ ok: true });
});
