import { expect } from 'vitest';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import type { Charter } from '#lib/meeting/charter.ts';
import { decide } from '#lib/meeting/decide.ts';
import {
  evolve,
  initialMeeting,
  stamp,
  type Command,
  type Draft,
  type Meeting,
  type MeetingEvent,
} from '#lib/meeting/meeting.ts';
import { isRefused, type Authority, type SealedChoice } from '#lib/meeting/rulebook.ts';
import type { Plan } from '#lib/meeting/sitting.ts';

export const START = '2026-11-24T06:00:00.000Z';

/** A time some minutes and seconds after the planned start. */
export const at = (minutes: number, seconds = 0): string =>
  new Date(Date.parse(START) + minutes * 60_000 + seconds * 1000).toISOString();

const parts = { fire: 'fire', owners: 'ownersCommittee', company: 'company' } as const;

const units = (['office', 'fire', 'water', 'owners', 'company'] as const).map((id) => ({
  id,
  name: id,
  short: id,
  ...(id in parts ? { part: parts[id as keyof typeof parts] } : {}),
}));

/** Five units; chair and recorder sit for the office. */
export const plan = (charter: Partial<Charter> = {}): Plan => ({
  title: 'Sitting',
  form: 'meeting',
  kind: 'regular',
  number: { year: 2026, n: 4 },
  startsAt: START,
  place: 'Hall',
  link: '',
  council: { id: 'council', name: 'Council' },
  charter: { ...qiandeng2020q1, ...charter },
  units,
  seats: [
    { personId: 'convener', name: 'Convener', unitId: null, roles: ['convener'] },
    { personId: 'chair', name: 'Chair', unitId: 'office', roles: ['chair', 'representative'] },
    { personId: 'vice', name: 'Vice', unitId: null, roles: ['viceChair'] },
    { personId: 'recorder', name: 'Recorder', unitId: 'office', roles: ['recorder'] },
    { personId: 'fire', name: 'Fire', unitId: 'fire', roles: ['representative'] },
    { personId: 'fire2', name: 'Fire two', unitId: 'fire', roles: ['representative'] },
    { personId: 'water', name: 'Water', unitId: 'water', roles: ['representative'] },
    { personId: 'owners', name: 'Owners', unitId: 'owners', roles: ['representative'] },
    { personId: 'company', name: 'Company', unitId: 'company', roles: ['representative'] },
    { personId: 'expert', name: 'Expert', unitId: null, roles: ['expert'] },
    { personId: 'observer', name: 'Observer', unitId: null, roles: ['observer'] },
  ],
  agenda: [
    { id: 'a', parentId: null, kind: 'opening', title: 'A', presenter: '', unitIds: [], plannedMinutes: 5 },
    { id: 'b', parentId: null, kind: 'discussion', title: 'B', presenter: '', unitIds: [], plannedMinutes: 20 },
    { id: 'b1', parentId: 'b', kind: 'discussion', title: 'B1', presenter: '', unitIds: [], plannedMinutes: 10 },
    { id: 'b2', parentId: 'b', kind: 'discussion', title: 'B2', presenter: '', unitIds: [], plannedMinutes: 10 },
    { id: 'c', parentId: null, kind: 'next', title: 'C', presenter: '', unitIds: [], plannedMinutes: 5 },
  ],
});

/** A meeting under test: commands go in, the log grows. */
export class Sitting {
  meeting: Meeting = initialMeeting('m1');
  log: MeetingEvent[] = [];
  sealed: SealedChoice[] = [];
  now = START;

  /** From here on it is so many minutes after the start. */
  at(minutes: number, seconds = 0): this {
    this.now = at(minutes, seconds);
    return this;
  }

  try(actor: string, command: Command, facts: Partial<Authority> = {}) {
    return decide(this.meeting, command, { actor, at: this.now, ...facts });
  }

  /** Carries out a command that must be allowed. */
  do(actor: string, command: Command, facts: Partial<Authority> = {}): this {
    const decision = this.try(actor, command, facts);
    if (isRefused(decision)) throw new Error(`${actor} ${command.type}: ${decision.refused}`);
    const events = stamp(this.meeting, decision.events, { actor, at: this.now });
    this.log.push(...events);
    if (decision.sealed) this.sealed.push(decision.sealed);
    this.meeting = events.reduce(evolve, this.meeting);
    return this;
  }

  /** Expects a refusal, and that nothing changed. */
  refuses(actor: string, command: Command, reason: string, facts: Partial<Authority> = {}): this {
    const before = JSON.stringify(this.meeting);
    expect(this.try(actor, command, facts)).toEqual({ refused: reason });
    expect(JSON.stringify(this.meeting)).toBe(before);
    return this;
  }

  /** Expects these events from a command, without carrying it out. */
  expects(actor: string, command: Command, ...events: Partial<Draft>[]): this {
    const decision = this.try(actor, command);
    if (isRefused(decision)) throw new Error(`${actor} ${command.type}: ${decision.refused}`);
    expect(decision.events).toHaveLength(events.length);
    events.forEach((event, index) => expect(decision.events[index]).toMatchObject(event));
    return this;
  }

  checkIn(...people: string[]): this {
    for (const person of people) this.do(person, { type: 'attendance.checkIn', mode: 'onSite' });
    return this;
  }

  /** The choices sealed for the last vote, as the box would give them at the close. */
  ballots() {
    const voteId = this.meeting.votes.at(-1)!.id;
    const last = new Map(
      this.sealed.filter((choice) => choice.voteId === voteId).map((choice) => [choice.unitId, choice]),
    );
    return [...last.values()].map(({ unitId, choice }) => ({ unitId, receipt: null, choice: choice as 'for' }));
  }
}

export const planned = (charter: Partial<Charter> = {}): Sitting =>
  new Sitting().do('convener', { type: 'meeting.plan', ...plan(charter) });

export const noticed = (charter: Partial<Charter> = {}): Sitting =>
  planned(charter).do('convener', { type: 'notice.send' });

/** In session with all five units, vice-chair and expert present, at item A. */
export const inSession = (charter: Partial<Charter> = {}): Sitting =>
  noticed(charter)
    .checkIn('chair', 'fire', 'water', 'owners', 'company', 'vice', 'expert', 'observer')
    .do('chair', { type: 'meeting.open' });

export const text = {
  title: 'Repair',
  text: 'The company repairs the hydrants.',
  measures: '',
  responsible: ['company'],
  supporting: ['fire'],
  person: 'Wu',
  deadline: '2026-12-31',
  important: false,
};

/** In session with one drafted resolution; its id is `meeting.resolutions[0].id`. */
export const drafted = (charter: Partial<Charter> = {}, more: Partial<typeof text> = {}): Sitting =>
  inSession(charter).do('recorder', { type: 'resolution.draft', ...text, ...more });

export const resolutionId = (sitting: Sitting): string => sitting.meeting.resolutions[0]!.id;

export const voting = (method: 'open' | 'secret' = 'open', charter: Partial<Charter> = {}): Sitting => {
  const sitting = drafted(charter);
  return sitting.do('chair', { type: 'vote.open', resolutionId: resolutionId(sitting), method });
};

export const voteId = (sitting: Sitting): string => sitting.meeting.votes.at(-1)!.id;

export const closed = (charter: Partial<Charter> = {}): Sitting =>
  inSession(charter).at(60).do('chair', { type: 'meeting.close' });

export const HASH = 'a'.repeat(64);

export const final = (): Sitting => closed().do('recorder', { type: 'minutes.finalise' }, { content: { hash: HASH } });
