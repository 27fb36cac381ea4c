import { charterOf } from '#lib/meeting/charters/charters.ts';
import type { Charter, ProvisionId } from '#lib/meeting/charter.ts';
import { checklist, findingsOf, type Check, type Facts } from '#lib/meeting/compliance.ts';
import { evolve, stamp } from '#lib/meeting/meeting.ts';
import type { UnitPart } from '#lib/meeting/seat.ts';
import type { Plan } from '#lib/meeting/sitting.ts';
import type { WorkCalendar } from '#lib/meeting/work-calendar.ts';
import { knownYears } from '../../server/office/known-years.ts';
import { Sitting } from './given.ts';

/** 14:00 in Shanghai on a Monday, after a week of holidays and a worked Saturday. */
export const STARTS_AT = '2026-10-12T06:00:00.000Z';

export const calendar: WorkCalendar = { version: 'known', years: knownYears() };

/** So many days (of 24 hours) before the start. */
export const daysBefore = (days: number): string => new Date(Date.parse(STARTS_AT) - days * 86_400_000).toISOString();

const units = (
  [
    ['company', 'company'],
    ['owners', 'ownersCommittee'],
    ['council', 'managementCommittee'],
    ['cleaning', 'department'],
  ] as const satisfies readonly (readonly [string, UnitPart])[]
).map(([id, part]) => ({ id, name: id, short: id, part }));

/** A meeting of four units under one of the nine charters, everything in order unless a test spoils it. */
export const planUnder = (charterId: string, more: Partial<Plan> = {}, rules: Partial<Charter> = {}): Plan => {
  const charter = { ...charterOf(charterId)!, ...rules };
  return {
    title: 'Sitting',
    form: 'meeting',
    kind: 'regular',
    number: { year: 2026, n: 4 },
    startsAt: STARTS_AT,
    place: charter.place || 'Hall',
    link: '',
    council: { id: 'council', name: 'Council' },
    charter,
    calendar,
    units,
    seats: [
      { personId: 'manager', name: 'Manager', unitId: 'company', roles: ['convener', 'chair', 'representative'] },
      { personId: 'recorder', name: 'Recorder', unitId: 'company', roles: ['recorder', 'secretary'] },
      { personId: 'owners', name: 'Owners', unitId: 'owners', roles: ['representative'] },
      { personId: 'council', name: 'Council', unitId: 'council', roles: ['representative'] },
      { personId: 'cleaning', name: 'Cleaning', unitId: 'cleaning', roles: ['viceChair', 'representative'] },
    ],
    agenda: charter.agenda.map(({ kind, title, minutes }, index) => ({
      id: `i${index}`,
      parentId: null,
      kind,
      title,
      presenter: '',
      unitIds: [],
      plannedMinutes: minutes,
    })),
    ...more,
  };
};

/** A sitting that is watched as the server watches it. */
export class Observed extends Sitting {
  on(moment: string): this {
    this.now = moment;
    return this;
  }

  check(provision: ProvisionId, facts?: Facts): Check {
    return checklist(this.meeting, this.now, facts).find((one) => one.provision === provision)!;
  }

  /** Appends what the server would note now. @returns what it noted */
  observe() {
    const findings = findingsOf(this.meeting, this.now);
    const events = stamp(this.meeting, findings, { actor: 'system', at: this.now });
    this.log.push(...events);
    this.meeting = events.reduce(evolve, this.meeting);
    return findings;
  }

  present(...people: string[]): this {
    return this.checkIn(...(people.length > 0 ? people : ['manager', 'owners', 'council', 'cleaning']));
  }
}

export const plannedUnder = (charterId: string, more?: Partial<Plan>, rules?: Partial<Charter>): Observed =>
  new Observed().on(daysBefore(10)).do('manager', { type: 'meeting.plan', ...planUnder(charterId, more, rules) });
