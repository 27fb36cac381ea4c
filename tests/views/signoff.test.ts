import { expect, test } from 'vitest';
import { commandSchemas } from '#lib/wire/command-schemas.ts';
import { initialMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import type { Role, Seat } from '#lib/meeting/seat.ts';
import { drawingOf, viewBoxOf } from '#lib/views/signoff/drawing.ts';
import { fingerprintOf, readable } from '#lib/views/signoff/fingerprint.ts';
import { momentSince, stretch } from '#lib/views/signoff/moments.ts';
import { dueAt, objectionsTo, offersFor, rollOf } from '#lib/views/signoff/signoff-view.ts';
import * as v from 'valibot';

const at = '2026-11-24T08:00:00.000Z';
const hash = 'a'.repeat(64);

const seat = (personId: string, unitId: string | null, role: Role): [string, Seat] => [
  personId,
  { personId, name: personId, unitId, roles: [role], withdrawn: false },
];

/** Two units attended; the fire brigade objected, the owners signed. */
const final: Meeting = {
  ...initialMeeting('m'),
  seq: 9,
  stage: 'final',
  closedAt: at,
  units: ['fire', 'owners'].map((id) => ({ id, name: `the ${id}`, short: id })),
  seats: Object.fromEntries([
    seat('ann', 'fire', 'representative'),
    seat('bob', 'owners', 'representative'),
    seat('li', 'fire', 'recorder'),
    seat('eve', null, 'observer'),
  ]),
  attendance: {
    ann: { personId: 'ann', mode: 'onSite', at, late: false, leftAt: null },
  } as unknown as Meeting['attendance'],
  versions: [
    {
      version: 1,
      hash,
      finalisedAt: at,
      finalisedBy: 'li',
      signers: ['fire', 'owners'],
      signatures: [{ personId: 'bob', unitId: 'owners', at, method: 'click', drawing: '' }],
      objections: [{ personId: 'ann', unitId: 'fire', at, reason: 'a word is missing' }],
      reopened: null,
    },
  ],
};
const [version] = final.versions as [Meeting['versions'][number]];

test('the roll says of each unit who signed, who objects, and which row is mine', () => {
  expect(rollOf(final, version, 'ann')).toMatchObject([
    { unit: 'the fire', person: 'ann', isMine: true, signature: null, objection: { reason: 'a word is missing' } },
    { unit: 'the owners', person: 'bob', isMine: false, signature: { method: 'click' }, objection: null },
  ]);
  // The recorder sits for the unit and does not sign for it.
  expect(rollOf(final, version, 'li').some((row) => row.isMine)).toBe(false);
  expect(objectionsTo(final, version)).toMatchObject([{ name: 'the fire · ann', isSettled: false }]);
});

test('[G12] the page offers what the rules allow, and nothing to an observer', () => {
  const shown = (personId: string, meeting = final) =>
    Object.entries(offersFor(meeting, personId))
      .filter(([, offer]) => typeof offer === 'object' && offer.isShown && offer.refusal === null)
      .map(([name]) => name);
  expect(shown('ann')).toEqual(['sign', 'object']);
  expect(shown('bob')).toEqual([]);
  expect(shown('li')).toEqual(['object', 'reopen', 'archive']);
  expect(shown('eve')).toEqual([]);
  expect(shown('li', { ...final, stage: 'archived' })).toEqual([]);
  const draft: Meeting = { ...final, stage: 'closed', versions: [] };
  expect(shown('li', draft)).toEqual(['finalise']);
  expect(shown('ann', draft)).toEqual([]);
  expect(offersFor({ ...draft, stage: 'inSession' }, 'li').finalise).toEqual({ isShown: true, refusal: 'not_closed' });
});

test('the deadline is the charter’s, from the close', () => {
  expect(dueAt(final)).toBe(Date.parse(at) + 24 * 3_600_000);
  expect(dueAt({ ...final, closedAt: null })).toBeNull();
});

test('a drawing is shape only, fits the wire however long one draws, and shows whole', () => {
  const wire = commandSchemas['minutes.sign'];
  const isTaken = (drawing: string) => v.is(wire, { version: 1, hash, method: 'drawn', drawing });
  const stroke = [
    { x: 10.4, y: 20, time: 1, pressure: 0.5 },
    { x: 30, y: 60.6, time: 2, pressure: 0.5 },
  ];
  expect(drawingOf([stroke, [{ x: 5, y: 5 }], []])).toBe('M10 20L30 61M5 5L5 5');
  expect(viewBoxOf('M10 20L30 61M5 5L5 5')).toBe('1 1 33 64');
  expect(viewBoxOf('')).toBeNull();
  const endless = Array.from({ length: 9000 }, (_, i) => ({ x: (i * 7) % 400, y: (i * 3) % 130 }));
  const long = drawingOf([endless, endless, endless]);
  expect(long.length).toBeLessThanOrEqual(16_000);
  expect(isTaken(long)).toBe(true);
  const dots = drawingOf(Array.from({ length: 4000 }, () => [{ x: 100, y: 100 }]));
  expect(isTaken(dots) && viewBoxOf(dots) !== null).toBe(true);
});

test('[G9] the fingerprint is the SHA-256 of the bytes on the page', async () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(await fingerprintOf('')).toBe(empty);
  expect(readable(empty)).toBe('e3b0 c442 98fc 1c14\n9afb f4c8 996f b924');
});

test('moments are the council’s, wherever the browser is', () => {
  const t = (key: string, values = {}) => `${key} ${Object.values(values).join(' ')}`;
  expect(momentSince(t, '2026-11-24T15:59:00.000Z', at)).toBe('23:59');
  expect(momentSince(t, '2026-11-24T16:01:00.000Z', at)).toBe('signoff.momentShort 2026 11 25 00:01');
  expect(stretch(t, 22 * 3_600_000 + 14 * 60_000)).toBe('signoff.hoursMinutes 22 14');
  expect(stretch(t, 30_000)).toBe('signoff.minutesOnly 1');
});
