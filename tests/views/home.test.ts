import { describe, expect, test } from 'vitest';
import { checklist } from '#lib/meeting/compliance.ts';
import { draftOf } from '#lib/views/home/draft-step.ts';
import { monthIn, monthOf } from '#lib/views/home/month.ts';
import { byUrgency, owedOf, type Owed } from '#lib/views/home/owed.ts';
import { knownYears } from '../../server/office/known-years.ts';
import { HASH } from '../meeting/given.ts';
import { calendar, daysBefore, type Observed, plannedUnder, STARTS_AT } from '../meeting/observed.ts';

const kindsOf = (sitting: Observed, personId: string): Owed['kind'][] =>
  owedOf(sitting.meeting, personId, Date.parse(sitting.now)).map(({ kind }) => kind);

describe('what a meeting waits for', () => {
  test('a reply from each unit’s representative, until it is given', () => {
    const sitting = plannedUnder('majority-vote');
    expect(kindsOf(sitting, 'owners')).toEqual([]);
    sitting.do('manager', { type: 'notice.send', replyBy: daysBefore(2), requirements: '', contact: '' });
    expect(kindsOf(sitting, 'owners')).toEqual(['reply']);
    expect(kindsOf(sitting, 'recorder')).toEqual([]);
    sitting.do('owners', { type: 'reply.give', answer: 'attend' });
    expect(kindsOf(sitting, 'owners')).toEqual([]);
    const [one] = owedOf(sitting.meeting, 'cleaning', Date.parse(daysBefore(1)));
    expect(one).toMatchObject({ kind: 'reply', dueAt: daysBefore(2), isLate: true });
  });

  test('a look at the notice from whoever has not answered it and did not send it', () => {
    const guest = { personId: 'guest', name: 'Guest', unitId: null, roles: ['observer'] } as const;
    const sitting = plannedUnder('majority-vote').do('manager', { type: 'seat.add', ...guest });
    sitting.do('manager', { type: 'notice.send' });
    expect(kindsOf(sitting, 'guest')).toEqual(['read']);
    sitting.do('guest', { type: 'notice.read' });
    expect(kindsOf(sitting, 'guest')).toEqual([]);
  });

  test('materials and reports from the units that were asked', () => {
    const sitting = plannedUnder('presidium');
    const ask = { unitIds: ['owners'], itemId: null, text: 'Figures', dueAt: daysBefore(2) };
    sitting.do('manager', { type: 'material.ask', ...ask });
    expect(owedOf(sitting.meeting, 'owners', Date.parse(sitting.now))).toMatchObject([
      { kind: 'materials', what: 'Figures', dueAt: daysBefore(2), isLate: false, path: '/meetings/m1/plan#materials' },
    ]);
    expect(kindsOf(sitting, 'cleaning')).toEqual([]);
    const file = { fileId: 'f', name: 'a.pdf', size: 1, sha256: HASH, mime: 'application/pdf' };
    sitting.do('owners', { type: 'material.deliver', ...file, itemId: null, unitId: 'owners' });
    expect(kindsOf(sitting, 'owners')).toEqual([]);
  });

  test('a word from the side that has not agreed', () => {
    const sitting = plannedUnder('community-monthly');
    expect(kindsOf(sitting, 'owners')).toEqual([]);
    const terms = { topics: ['Lifts'], startsAt: STARTS_AT, place: 'Hall' };
    sitting.do('manager', { type: 'agreement.propose', ...terms });
    expect(kindsOf(sitting, 'manager')).toEqual([]);
    expect(kindsOf(sitting, 'owners')).toEqual(['agreement']);
    sitting.do('owners', { type: 'agreement.consent', proposalId: sitting.meeting.agreement.proposals[0]!.id });
    expect(kindsOf(sitting, 'owners')).toEqual([]);
  });

  test('a signature from every unit that attended', () => {
    const sitting = plannedUnder('majority-vote').do('manager', { type: 'notice.send' }).on(STARTS_AT);
    sitting.present('manager', 'owners', 'council').do('manager', { type: 'meeting.open' });
    sitting.do('manager', { type: 'meeting.close' });
    sitting.do('recorder', { type: 'minutes.finalise' }, { content: { hash: HASH } });
    expect(kindsOf(sitting, 'owners')).toEqual(['sign']);
    expect(kindsOf(sitting, 'cleaning')).toEqual([]);
    sitting.do('owners', { type: 'minutes.sign', version: 1, hash: HASH, method: 'click' });
    expect(kindsOf(sitting, 'owners')).toEqual([]);
  });

  test('is told by deadline, what has none last', () => {
    const due = (dueAt: string | null) => ({ dueAt }) as Owed;
    const sorted = [due(null), due('2026-12-01'), due('2026-11-01')].toSorted(byUrgency);
    expect(sorted.map(({ dueAt }) => dueAt)).toEqual(['2026-11-01', '2026-12-01', null]);
  });
});

describe('a draft’s next step', () => {
  const stepOf = (sitting: Observed) => draftOf(sitting.meeting, checklist(sitting.meeting, sitting.now)).step;

  test('is what the charter wants first', () => {
    expect(stepOf(plannedUnder('community-monthly'))).toBe('agree');
    expect(stepOf(plannedUnder('owners-convene', { agenda: [] }))).toBe('agenda');
    expect(stepOf(plannedUnder('presidium'))).toBe('materials');
    expect(stepOf(plannedUnder('owners-convene'))).toBe('soon');
    expect(stepOf(plannedUnder('owners-convene').on(daysBefore(1)))).toBe('late');
    expect(stepOf(plannedUnder('company-quarterly'))).toBe('notice');
  });
});

describe('the month', () => {
  const now = Date.parse('2026-10-31T17:00:00.000Z');
  const meeting = (id: string, startsAt: string) => ({ id, title: id, stage: 'noticed', startsAt });

  test('is the one asked for, else this one in Shanghai', () => {
    expect(monthIn('2026-12', now)).toBe('2026-12');
    for (const wrong of [null, '', '2026-13', '2026-1', '../etc', '9999-01'])
      expect(monthIn(wrong, now)).toBe('2026-11');
  });

  test('has whole weeks from Monday, holidays and worked weekends, and leads to its neighbours', () => {
    const view = monthOf('2026-10', [], { year: calendar.years['2026']!, now });
    expect(view.weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(view.weeks[0]!.map((day) => day?.date ?? null)).toEqual([null, null, null, 1, 2, 3, 4]);
    const kind = (date: number) => view.weeks.flat().find((day) => day?.date === date)!.kind;
    expect([1, 3, 8, 10, 11].map(kind)).toEqual(['holiday', 'weekend', 'worked', 'makeUp', 'weekend']);
    expect([view.previous, view.next, view.isCurrent, view.isPublished]).toEqual(['2026-09', '2026-11', false, true]);
    expect(monthOf('2027-01', [], { year: knownYears()['2027'] ?? null, now })).toMatchObject({
      previous: '2026-12',
      isPublished: false,
    });
  });

  test('puts meetings on Shanghai’s day in the order of their hours', () => {
    const meetings = [
      meeting('late', '2026-11-20T06:00:00.000Z'),
      meeting('early', '2026-11-20T01:00:00.000Z'),
      meeting('first of the month', '2026-10-31T16:00:00.000Z'),
      meeting('of the month before', '2026-10-31T15:59:00.000Z'),
    ];
    const { days, weeks } = monthOf('2026-11', meetings, { year: null, now });
    expect(days.map(({ day, meetings: there }) => [day, ...there.map(({ id, time }) => `${time} ${id}`)])).toEqual([
      ['2026-11-01', '00:00 first of the month'],
      ['2026-11-20', '09:00 early', '14:00 late'],
    ]);
    expect(weeks.flat().filter((day) => day?.isToday)).toMatchObject([{ day: '2026-11-01' }]);
  });
});
