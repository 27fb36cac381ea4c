import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { charterOf } from '#lib/meeting/charters/charters.ts';
import { charters } from '#lib/meeting/charters/charters.ts';
import { readCharter } from '#lib/wire/charter-form.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { openCharterDesk, type CharterDesk } from '../../server/office/charter-desk.ts';

let archive: Archive;
let desk: CharterDesk;
let councilId: string;
const who: Record<string, { personId: string; admin: boolean }> = {};
const preset = charterOf('presidium')!;

beforeAll(async () => {
  archive = await openArchive();
  desk = openCharterDesk({ archive, clock: { now: () => Date.parse('2026-11-24T06:00:00.000Z') } as never });
  const council = await archive.councils.create({ name: '会', charterId: 'presidium', units: [] });
  councilId = council.id;
  for (const [name, role] of [
    ['chair', 'chair'],
    ['secretary', 'secretary'],
    ['member', 'representative'],
  ] as const) {
    const person = await archive.people.create({ name });
    await archive.councils.seat({ councilId, personId: person.id, roles: [role] });
    who[name] = { personId: person.id, admin: false };
  }
  who.stranger = { personId: (await archive.people.create({ name: 'stranger' })).id, admin: false };
});
afterAll(() => archive.close());

describe('the charter desk', () => {
  test('[X6] A council goes by the charter it was founded with until it publishes its own', async () => {
    expect(await desk.charterOf(councilId)).toEqual(preset);
    expect(await desk.versions(councilId)).toMatchObject([{ version: 1, at: null, by: null }]);
  });

  test('[X7] Only those who run the council draft and publish; for others there is nothing', async () => {
    for (const visitor of [who.member!, who.stranger!]) {
      const refused = { ok: false, code: 'not_found' };
      expect(await desk.saveDraft(councilId, { charter: preset, after: 0 }, visitor)).toEqual(refused);
      expect(await desk.publish(councilId, { charter: preset, note: '', after: 1 }, visitor)).toEqual(refused);
      expect(await desk.dropDraft(councilId, 1, visitor)).toEqual(refused);
      expect(await desk.draft(councilId, visitor)).toBeNull();
    }
  });

  test('[X8] Of two who edit at once the second is told, and neither loses anything', async () => {
    const mine = { ...preset, name: 'mine' };
    const first = await desk.saveDraft(councilId, { charter: mine, after: 0 }, who.chair!);
    expect(first).toMatchObject({ ok: true, revision: 1 });
    const theirs = { ...preset, name: 'theirs' };
    const late = await desk.saveDraft(councilId, { charter: theirs, after: 0 }, who.secretary!);
    expect(late).toEqual({ ok: false, code: 'changed_meanwhile' });
    expect(await desk.draft(councilId, who.secretary!)).toMatchObject({ revision: 1, by: 'chair', charter: mine });
    expect(await desk.saveDraft(councilId, { charter: theirs, after: 1 }, who.secretary!)).toMatchObject({
      revision: 2,
    });
    expect(await desk.dropDraft(councilId, 1, who.chair!)).toEqual({ ok: false, code: 'changed_meanwhile' });
    expect(await desk.dropDraft(councilId, 2, who.chair!)).toEqual({ ok: true });
    expect(await desk.draft(councilId, who.chair!)).toBeNull();
  });

  test('[X9] Publishing makes the next version, ends the draft, and happens once', async () => {
    const charter = { ...preset, minutesDue: { amount: 1, unit: 'workingDay' } as const };
    await desk.saveDraft(councilId, { charter, after: 0 }, who.chair!);
    const publication = { charter, note: 'sooner', after: 1 };
    const [one, other] = await Promise.all([
      desk.publish(councilId, publication, who.chair!),
      desk.publish(councilId, publication, who.secretary!),
    ]);
    expect([one, other]).toContainEqual({ ok: true, version: 2 });
    expect([one, other]).toContainEqual({ ok: false, code: 'changed_meanwhile' });
    expect(await desk.charterOf(councilId)).toEqual({ ...charter, version: 2 });
    expect(await desk.draft(councilId, who.chair!)).toBeNull();
    expect(await desk.versions(councilId)).toMatchObject([
      { version: 2, note: 'sooner', at: '2026-11-24T06:00:00.000Z' },
      { version: 1, note: '' },
    ]);
    expect((await desk.versions(councilId))[1]!.charter).toEqual(preset);
  });
});

describe('an edited charter', () => {
  test('[X10] All nine are within bounds, and what is not is named by its provision', () => {
    for (const charter of charters)
      expect(readCharter(JSON.parse(JSON.stringify(charter)))).toMatchObject({ ok: true });
    const wrong = (change: object) => {
      const read = readCharter({ ...preset, ...change });
      return read.ok ? [] : read.wrong;
    };
    expect(wrong({ name: '' })).toEqual(['name']);
    expect(wrong({ minutesDue: { amount: 0, unit: 'hour' } })).toEqual(['minutesDue']);
    expect(wrong({ notice: { ...preset.notice, contents: [] } })).toEqual(['noticeContents']);
    expect(wrong({ notice: { ...preset.notice, lead: { amount: 3.5, unit: 'day' } } })).toEqual(['noticeLead']);
    expect(wrong({ agenda: [] })).toEqual(['agendaTemplate']);
    expect(wrong({ categories: ['a', 'a'] })).toEqual(['categories']);
    expect(wrong({ agreement: { between: ['company', 'company'], lead: { amount: 7, unit: 'day' } } })).toEqual([
      'agreement',
    ]);
    expect(wrong({ offices: { ...preset.offices, chair: { parts: ['martians'], words: '' } } })).toEqual(['chair']);
    expect(wrong({ decision: { ...preset.decision, voteSeconds: -1 } })).toEqual(['decision']);
    expect(wrong({ sources: { quorum: { clause: '', text: '' } } })).toEqual(['quorum']);
    expect(wrong({ surplus: 1 })).toEqual(['whole']);
    expect(readCharter(null)).toEqual({ ok: false, wrong: ['whole'] });
  });
});
