import { describe, expect, test } from 'vitest';
import { charters } from '#lib/meeting/charters/charters.ts';
import { checklist, countStates, nextObservation } from '#lib/meeting/compliance.ts';
import { MENDS } from '#lib/meeting/compliance/check.ts';
import { text } from './given.ts';
import { calendar, daysBefore, Observed, planUnder, plannedUnder, STARTS_AT } from './observed.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const plus = (moment: string, ms: number) => new Date(Date.parse(moment) + ms).toISOString();

/** In session under a charter, everybody there. */
const opened = (charterId: string): Observed => {
  const sitting = plannedUnder(charterId).on(daysBefore(8)).do('manager', { type: 'notice.send' });
  return sitting.on(STARTS_AT).present().do('manager', { type: 'meeting.open' });
};

const closed = (charterId: string): Observed =>
  opened(charterId).on(plus(STARTS_AT, HOUR)).do('manager', { type: 'meeting.close' });

const final = { content: { hash: 'a'.repeat(64) } };

describe('the checklist', () => {
  test.each(charters.map(({ id }) => id))('[O1] every provision under %s stands in one of five ways', (id) => {
    const stages = [plannedUnder(id), opened(id), closed(id)];
    for (const { meeting, now } of stages) {
      const checks = checklist(meeting, now);
      expect(new Set(checks.map(({ provision }) => provision)).size).toBe(checks.length);
      const counts = countStates(checks);
      expect(counts.kept + counts.open + counts.atRisk + counts.breached + counts.notApplicable).toBe(checks.length);
      for (const { mend } of checks) expect([null, ...MENDS]).toContain(mend);
    }
  });

  test('[O2] What has a deadline is at risk when half of the time is gone, and breached once it has passed', () => {
    const sitting = closed('majority-vote');
    const closedAt = sitting.now;
    const states = [0, 12 * HOUR - 1, 12 * HOUR, 24 * HOUR, 24 * HOUR + 1].map((ms) => {
      const { state, byMs, dueAt } = sitting.on(plus(closedAt, ms)).check('minutesDue');
      expect(dueAt).toBe(plus(closedAt, 24 * HOUR));
      return [state, byMs];
    });
    expect(states).toEqual([
      ['open', null],
      ['open', null],
      ['atRisk', null],
      ['atRisk', null],
      ['breached', 1],
    ]);
    expect(nextObservation(sitting.meeting, closedAt)).toBe(plus(closedAt, 24 * HOUR + 1));
  });

  test('[O3] What is done late stays a breach, with how late it was', () => {
    const sitting = closed('presidium');
    const dueAt = sitting.check('minutesDue').dueAt!;
    expect(dueAt).toBe('2026-10-15T15:59:59.999Z');
    sitting.on(plus(dueAt, 5 * HOUR)).do('recorder', { type: 'minutes.finalise' }, final);
    const late = { state: 'breached', byMs: 5 * HOUR, mend: null, detail: 'minutesLate' };
    expect(sitting.check('minutesDue')).toMatchObject(late);
    sitting.do('recorder', { type: 'minutes.reopen', reason: 'typo' });
    expect(sitting.check('minutesDue')).toMatchObject(late);
  });

  test('[O3] what is no matter of time can be made good', () => {
    const sitting = closed('presidium');
    expect(sitting.check('nextMeeting')).toMatchObject({ state: 'breached', mend: 'setNextMeeting' });
    const next = { startsAt: plus(STARTS_AT, 90 * DAY), place: 'Hall', topics: '' };
    sitting.do('manager', { type: 'nextMeeting.set', ...next });
    expect(sitting.check('nextMeeting')).toMatchObject({ state: 'kept', mend: null });
  });

  test('[O4] The server notes a breach once, and once that it was made good', () => {
    const sitting = closed('presidium');
    const noted = sitting.observe().filter(({ provision }) => provision === 'nextMeeting');
    expect(noted).toMatchObject([{ type: 'charter.breached', dueAt: null, byMs: null, detail: 'nextMissing' }]);
    expect(sitting.observe()).toEqual([]);
    const next = { startsAt: plus(STARTS_AT, 90 * DAY), place: 'Hall', topics: '' };
    sitting.do('manager', { type: 'nextMeeting.set', ...next });
    expect(sitting.observe()).toEqual([{ type: 'charter.mended', provision: 'nextMeeting', byMs: null }]);
    expect(sitting.observe()).toEqual([]);
    const dueAt = sitting.check('minutesDue').dueAt!;
    sitting.on(plus(dueAt, 1));
    expect(sitting.observe()).toMatchObject([{ type: 'charter.breached', provision: 'minutesDue', dueAt, byMs: null }]);
    sitting.on(plus(dueAt, HOUR)).do('recorder', { type: 'minutes.finalise' }, final);
    expect(sitting.observe()).toEqual([{ type: 'charter.mended', provision: 'minutesDue', byMs: HOUR }]);
    const breach = sitting.meeting.breaches.find(({ provision }) => provision === 'minutesDue');
    expect(breach).toMatchObject({ byMs: HOUR, mendedAt: sitting.now });
  });

  test('[O5] A breach blocks nothing, and a plan breaks nothing before notice is given', () => {
    const sitting = plannedUnder('owners-convene').on(daysBefore(1));
    expect(sitting.check('noticeLead')).toMatchObject({ state: 'breached', byMs: 2 * DAY, mend: 'sendNotice' });
    expect(sitting.observe()).toEqual([]);
    expect(nextObservation(sitting.meeting, sitting.now)).toBeNull();
    sitting.do('manager', { type: 'notice.send' });
    expect(sitting.observe()).toContainEqual({
      type: 'charter.breached',
      provision: 'noticeLead',
      dueAt: daysBefore(3),
      byMs: 2 * DAY,
      detail: 'toldLate',
    });
    expect(sitting.check('noticeLead')).toMatchObject({ state: 'breached', byMs: 2 * DAY, mend: null });
  });

  test('[O6] Deadlines are counted with the meeting’s working calendar', () => {
    const plan = planUnder('presidium', { startsAt: '2027-09-29T06:00:00.000Z' });
    const sitting = new Observed().on('2027-09-01T00:00:00.000Z').do('manager', { type: 'meeting.plan', ...plan });
    sitting.do('manager', { type: 'notice.send' }).on(plan.startsAt).present();
    sitting.do('manager', { type: 'meeting.open' }).do('manager', { type: 'meeting.close' });
    expect(sitting.check('minutesDue')).toMatchObject({ provisional: true, dueAt: '2027-10-04T15:59:59.999Z' });
    const published = { published: true, holidays: ['2027-10-01', '2027-10-04', '2027-10-05'], makeUp: [] };
    const update = { version: 'next', years: { ...calendar.years, 2027: published } };
    sitting.do('system', { type: 'calendar.update', calendar: update });
    expect(sitting.check('minutesDue')).toMatchObject({ provisional: false, dueAt: '2027-10-07T15:59:59.999Z' });
  });

  test('[O7] What the charter demands and the system does not do is open, and never kept', () => {
    const sitting = closed('community-monthly');
    for (const provision of ['rectification', 'evaluation', 'publication'] as const)
      expect(sitting.check(provision)).toMatchObject({ state: 'open', detail: 'outside', mend: null });
    expect(sitting.check('seal').state).toBe('notApplicable');
  });

  test('[O8] A meeting that was called off breaks nothing more', () => {
    const sitting = plannedUnder('majority-vote').do('manager', { type: 'notice.send' });
    sitting.do('manager', { type: 'meeting.cancel', reason: 'flood' }).on(plus(STARTS_AT, DAY));
    expect(sitting.observe()).toEqual([]);
    expect(countStates(checklist(sitting.meeting, sitting.now))).toMatchObject({ open: 0, atRisk: 0, breached: 0 });
  });

  test('[O9] An office is held by a seat of a unit of the parts that the charter names', () => {
    const sitting = plannedUnder('committee-chair');
    expect(sitting.check('convener')).toMatchObject({ state: 'open', detail: 'officeOther', mend: 'nameOffices' });
    expect(sitting.check('recorder')).toMatchObject({ state: 'kept', detail: 'officeHeld' });
    sitting.do('manager', { type: 'notice.send' });
    expect(sitting.check('convener').state).toBe('breached');
    expect(sitting.check('chair').state).toBe('open');
    expect(plannedUnder('host-timekeeping').check('chair').state).toBe('kept');
    const bare = planUnder('committee-chair', {
      units: [{ id: 'company', name: 'company', short: 'company' }],
      seats: [{ personId: 'manager', name: 'M', unitId: 'company', roles: ['convener', 'chair', 'representative'] }],
    });
    const unknown = new Observed()
      .do('manager', { type: 'meeting.plan', ...bare })
      .do('manager', { type: 'notice.send' });
    expect(unknown.check('convener')).toMatchObject({ state: 'open', detail: 'partsUnknown' });
    expect(unknown.check('recorder')).toMatchObject({ state: 'open', detail: 'officeEmpty' });
  });

  test('[O10] When the meeting’s time moves, the notice counts from when the new time was told', () => {
    const sitting = plannedUnder('owners-convene').on(daysBefore(5)).do('manager', { type: 'notice.send' });
    expect(sitting.check('noticeLead')).toMatchObject({ state: 'kept', byMs: 2 * DAY });
    const startsAt = daysBefore(1);
    sitting.on(daysBefore(3)).do('manager', { type: 'meeting.revise', startsAt });
    expect(sitting.check('noticeLead')).toMatchObject({
      state: 'breached',
      detail: 'timeNotTold',
      mend: 'amendNotice',
    });
    sitting.do('manager', { type: 'notice.amend', note: '' });
    expect(sitting.check('noticeLead')).toMatchObject({ state: 'breached', byMs: DAY, mend: null });
  });

  test('[O11] Without the charter’s asking nothing is breached by what units leave undone', () => {
    const ask = { replyBy: daysBefore(2), requirements: '', contact: '' };
    const free = plannedUnder('owners-convene')
      .on(daysBefore(6))
      .do('manager', { type: 'notice.send', ...ask });
    expect(free.on(daysBefore(1)).check('replies')).toMatchObject({ state: 'atRisk', mend: 'remindUnits' });
    const bound = plannedUnder('majority-vote')
      .on(daysBefore(6))
      .do('manager', { type: 'notice.send', ...ask });
    for (const who of ['manager', 'owners', 'council']) bound.do(who, { type: 'reply.give', answer: 'attend' });
    expect(bound.check('replies')).toMatchObject({ state: 'open', values: { answered: 3, units: 4 } });
    expect(bound.on(daysBefore(1)).check('replies')).toMatchObject({ state: 'breached', byMs: DAY });
    bound.do('cleaning', { type: 'reply.give', answer: 'excused' });
    expect(bound.check('replies')).toMatchObject({ state: 'breached', byMs: DAY, detail: 'repliesLate', mend: null });
  });
});

describe('the features of single charters', () => {
  test('presidium: units are asked for materials, and each that owes them is named', () => {
    const sitting = plannedUnder('presidium');
    expect(sitting.check('materials')).toMatchObject({ state: 'open', mend: 'askMaterials' });
    const ask = { unitIds: ['owners', 'cleaning'], itemId: null, text: 'report', dueAt: daysBefore(2) };
    sitting.do('manager', { type: 'material.ask', ...ask }).do('manager', { type: 'notice.send' });
    const file = { fileId: 'f', name: 'a.pdf', size: 1, sha256: 'a'.repeat(64), mime: 'application/pdf' };
    sitting.do('owners', { type: 'material.deliver', ...file, itemId: null, unitId: 'owners' });
    expect(sitting.check('materials').values).toMatchObject({ delivered: 1, units: 2, missing: ['cleaning'] });
    expect(sitting.on(daysBefore(1)).check('materials')).toMatchObject({ state: 'breached', byMs: DAY });
    expect(sitting.check('presidium').state).toBe('kept');
  });

  test('community-monthly: both parties agree time and topics a week before', () => {
    const sitting = plannedUnder('community-monthly');
    const terms = { topics: ['Lifts'], startsAt: STARTS_AT, place: 'Hall' };
    expect(sitting.check('agreement')).toMatchObject({ state: 'open', dueAt: daysBefore(7), mend: 'agree' });
    sitting.do('manager', { type: 'agreement.propose', ...terms });
    expect(sitting.check('agreement').values).toEqual({ waiting: ['ownersCommittee'] });
    const proposalId = sitting.meeting.agreement.proposals[0]!.id;
    sitting.on(daysBefore(8)).do('owners', { type: 'agreement.consent', proposalId });
    expect(sitting.check('agreement')).toMatchObject({ state: 'kept', byMs: DAY });
    sitting.do('manager', { type: 'meeting.revise', startsAt: plus(STARTS_AT, DAY) });
    expect(sitting.check('agreement')).toMatchObject({ detail: 'agreedOther', mend: 'agree' });
  });

  test('owners-convene: the notice lists the participants', () => {
    const sitting = plannedUnder('owners-convene');
    expect(sitting.check('noticeContents')).toMatchObject({ state: 'open', detail: 'noticeReady' });
    sitting.do('manager', { type: 'notice.send' });
    expect(sitting.check('noticeContents').state).toBe('kept');
    sitting.do('manager', { type: 'meeting.revise', place: 'Yard' });
    expect(sitting.check('noticeContents')).toMatchObject({ state: 'atRisk', mend: 'amendNotice' });
  });

  test('host-timekeeping: every item has minutes', () => {
    const sitting = plannedUnder('host-timekeeping');
    expect(sitting.check('timekeeping')).toMatchObject({ state: 'kept', detail: 'timePlanned' });
    expect(sitting.check('reports')).toMatchObject({ state: 'open', mend: 'fileReports' });
    const report = { done: 'x', figures: [], problems: '', proposals: '' };
    sitting.do('manager', { type: 'report.file', unitId: 'company', itemId: null, ...report });
    expect(sitting.check('reports').state).toBe('kept');
  });

  test('company-quarterly: adopted resolutions are read out, and the cadence needs the meeting before', () => {
    const sitting = opened('company-quarterly');
    sitting.do('recorder', { type: 'resolution.draft', ...text, supporting: [] });
    const { id } = sitting.meeting.resolutions[0]!;
    sitting.do('manager', { type: 'consensus.call', resolutionId: id, seconds: 30 });
    const call = sitting.meeting.consensus!.id;
    sitting.on(plus(sitting.now, 60_000)).do('manager', { type: 'consensus.close', consensusId: call });
    expect(sitting.check('readOut')).toMatchObject({ state: 'open', mend: 'readOut' });
    sitting.do('manager', { type: 'meeting.close' });
    expect(sitting.check('readOut')).toMatchObject({ state: 'breached', mend: null });
    expect(sitting.check('cadence').detail).toBe('cadenceUnknown');
    expect(sitting.check('cadence', { previousStartsAt: '2026-07-10T00:00:00.000Z' }).state).toBe('kept');
    const long = sitting.check('cadence', { previousStartsAt: '2026-04-10T00:00:00.000Z' });
    expect(long).toMatchObject({ state: 'breached', dueAt: '2026-09-30T15:59:59.999Z' });
  });

  test('a room without quorum says so, and it can be gathered', () => {
    const sitting = plannedUnder('majority-vote')
      .do('manager', { type: 'notice.send' })
      .on(STARTS_AT)
      .present('manager');
    expect(sitting.check('quorum').state).toBe('open');
    sitting.do('manager', { type: 'meeting.open' });
    expect(sitting.check('quorum')).toMatchObject({
      state: 'breached',
      mend: 'gather',
      values: { present: 1, needed: 3 },
    });
    expect(sitting.observe()).toContainEqual(expect.objectContaining({ provision: 'quorum' }));
    sitting.present('owners', 'council');
    expect(sitting.check('quorum').state).toBe('kept');
    expect(sitting.observe()).toContainEqual({ type: 'charter.mended', provision: 'quorum', byMs: null });
  });

  test('what never came up is not applicable once the meeting is over', () => {
    const sitting = closed('qiandeng-2020q1');
    for (const provision of ['intake', 'transmission', 'decision', 'resolutions'] as const)
      expect(sitting.check(provision).state).toBe('notApplicable');
  });

  test('an early plan is no one’s hurry', () => {
    expect(plannedUnder('owners-convene').check('noticeLead').state).toBe('open');
  });
});
