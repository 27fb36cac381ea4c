import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_TYPES } from '#lib/meeting/decide.ts';
import { evolve, EVENT_TYPES, initialMeeting, type Command } from '#lib/meeting/meeting.ts';
import { REFUSALS } from '#lib/meeting/refusal.ts';
import { isRefused } from '#lib/meeting/rulebook.ts';
import { commandSchemas } from '#lib/wire/command-schemas.ts';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { at, plan, Sitting, text } from './given.ts';

const { seed } = new Chance().told('the laws of a meeting');
const runs = { numRuns: atScale(1_000, 100_000), seed };

const people = [
  'convener',
  'chair',
  'vice',
  'recorder',
  'fire',
  'fire2',
  'water',
  'owners',
  'company',
  'expert',
  'observer',
  'stranger',
  'system',
];
const person = fc.constantFrom(...people);
const item = fc.constantFrom('a', 'b', 'b1', 'b2', 'c', 'zzz');
const unit = fc.constantFrom('office', 'fire', 'water', 'moon');

const laidItem = { parentId: null, kind: 'other' as const, title: 'x', presenter: '', unitIds: [], plannedMinutes: 5 };
const file = { fileId: 'x', name: 'a.pdf', size: 1, sha256: 'a'.repeat(64), mime: 'application/pdf' };
const report = { done: 'x', figures: [], problems: '', proposals: '' };

/** Any command; ids that grow with the meeting are filled in when it is carried out. */
const command: fc.Arbitrary<Command> = fc.oneof(
  ...(
    [
      'notice.send',
      'notice.read',
      'meeting.open',
      'meeting.resume',
      'meeting.close',
      'meeting.archive',
      'chair.assume',
      'chair.markAbsent',
      'chair.markReturned',
      'agenda.advance',
      'floor.withdraw',
      'floor.end',
      'minutes.finalise',
    ] as const
  ).map((type) => fc.constant({ type })),
  fc.constant({ type: 'meeting.plan' as const, ...plan() }),
  fc.constantFrom('meeting.suspend' as const, 'minutes.reopen' as const).map((type) => ({ type, reason: 'why' })),
  person.map((personId) => ({ type: 'chair.handOver' as const, personId })),
  person.map((personId) => ({ type: 'attendance.checkIn' as const, mode: 'remote' as const, personId })),
  fc.constantFrom('onSite' as const, 'remote' as const).map((mode) => ({ type: 'attendance.checkIn' as const, mode })),
  person.map((personId) => ({ type: 'attendance.leave' as const, personId })),
  unit.map((unitId) => ({ type: 'attendance.excuse' as const, unitId, reason: 'why' })),
  person.map((personId) => ({ type: 'seat.withdraw' as const, personId, reason: 'why' })),
  person.map((personId) => ({
    type: 'seat.add' as const,
    personId,
    name: 'x',
    unitId: null,
    roles: ['expert'] as const,
  })),
  item.map((itemId) => ({ type: 'agenda.goTo' as const, itemId })),
  item.map((itemId) => ({ type: 'agenda.skip' as const, itemId })),
  item.map((itemId) => ({ type: 'agenda.defer' as const, itemId, reason: 'why' })),
  fc.tuple(item, item).map(([itemId, beforeId]) => ({ type: 'agenda.reorder' as const, itemId, beforeId })),
  item.map((parentId) => ({ type: 'agenda.insert' as const, title: 'x', minutes: 3, parentId })),
  fc.constantFrom('speak' as const, 'order' as const).map((kind) => ({ type: 'floor.request' as const, kind })),
  person.map((personId) => ({ type: 'floor.grant' as const, personId })),
  fc
    .constantFrom('attend' as const, 'excused' as const)
    .map((answer) => ({ type: 'reply.give' as const, answer, reason: 'why' })),
  person.map((personId) => ({
    type: 'reply.give' as const,
    answer: 'deputy' as const,
    deputy: { name: 'x', personId },
  })),
  person.map((personId) => ({ type: 'reply.seatDeputy' as const, unitId: 'fire', personId })),
  fc.constant({ type: 'notice.amend' as const, note: '' }),
  fc.constant({ type: 'problem.record' as const, text: 'x' }),
  fc.constantFrom('Hall', 'Hall 2').map((place) => ({ type: 'meeting.revise' as const, place })),
  fc
    .subarray(['a', 'b', 'b1', 'c', 'new'])
    .map((ids) => ({ type: 'agenda.lay' as const, items: ids.map((id) => ({ ...laidItem, id })) })),
  unit.map((unitId) => ({ type: 'material.ask' as const, unitIds: [unitId], itemId: null, text: '', dueAt: null })),
  fc.tuple(unit, item).map(([unitId, itemId]) => ({ type: 'material.deliver' as const, ...file, unitId, itemId })),
  fc
    .constantFrom('f2', 'f3', 'f4')
    .map((materialId) => ({ type: 'material.withdraw' as const, materialId, reason: 'x' })),
  fc.tuple(unit, item).map(([unitId, itemId]) => ({ type: 'report.file' as const, ...report, unitId, itemId })),
  fc.constant({ type: 'agreement.propose' as const, topics: ['x'], startsAt: at(60), place: 'Hall' }),
  fc.constantFrom('g2', 'g3').map((proposalId) => ({ type: 'agreement.consent' as const, proposalId })),
  fc.constant({ type: 'resolution.draft' as const, ...text }),
  fc.constant({ type: 'resolution.readOut' as const, resolutionId: '' }),
  fc.constant({ type: 'resolution.defer' as const, resolutionId: '', reason: 'why' }),
  fc
    .constantFrom('open' as const, 'secret' as const)
    .map((method) => ({ type: 'vote.open' as const, resolutionId: '', method })),
  fc
    .constantFrom('for' as const, 'against' as const)
    .map((choice) => ({ type: 'ballot.cast' as const, voteId: '', choice })),
  fc.constant({ type: 'vote.close' as const, voteId: '' }),
  fc.constant({ type: 'vote.annul' as const, voteId: '', reason: 'why' }),
  fc.constant({ type: 'consensus.call' as const, resolutionId: '' }),
  fc.constant({ type: 'consensus.object' as const, consensusId: '', reason: 'why' }),
  fc.constant({ type: 'consensus.close' as const, consensusId: '' }),
  fc.constant({ type: 'minutes.sign' as const, version: 1, hash: 'a'.repeat(64), method: 'click' as const }),
  fc.constant({ type: 'minutes.object' as const, version: 1, hash: 'a'.repeat(64), reason: 'why' }),
);

const step = fc.record({ actor: person, command, minutes: fc.integer({ min: 0, max: 3 }), likely: fc.boolean() });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const filledIn = (sitting: Sitting, given: Command): Command => {
  const ids = {
    resolutionId: sitting.meeting.resolutions.at(-1)?.id ?? 'r0',
    voteId: sitting.meeting.votes.at(-1)?.id ?? 'v0',
    consensusId: sitting.meeting.consensus?.id ?? 'c0',
  };
  const used = Object.entries(ids).filter(([name]) => (given as unknown as Record<string, unknown>)[name] === '');
  return { ...given, ...Object.fromEntries(used) } as Command;
};

/** Carries out random commands from a planned or an open meeting; returns what the sitting went through. */
const live = (steps: readonly Step[], begun: boolean) => {
  const sitting = new Sitting().do('convener', { type: 'meeting.plan', ...plan() });
  if (begun) {
    sitting.do('convener', { type: 'notice.send' }).checkIn('chair', 'fire', 'water', 'owners', 'vice', 'expert');
    sitting.do('chair', { type: 'meeting.open' }).do('recorder', { type: 'resolution.draft', ...text });
  }
  let minutes = 0;
  for (const { actor, command: given, minutes: later, likely } of steps) {
    sitting.at((minutes += later));
    const asked = filledIn(sitting, given);
    const who = likely ? sitting.meeting.chair.personId : actor;
    const facts = {
      ballots: sitting.meeting.votes.length > 0 ? sitting.ballots() : [],
      content: { hash: 'a'.repeat(64) },
    };
    const before = JSON.stringify(sitting.meeting);
    const decision = sitting.try(who, asked, facts);
    if (isRefused(decision)) {
      expect(REFUSALS).toContain(decision.refused);
      expect(JSON.stringify(sitting.meeting)).toBe(before);
    } else {
      expect(decision.events.length).toBeGreaterThan(0);
      for (const event of decision.events) expect(EVENT_TYPES).toContain(event.type);
      sitting.do(who, asked, facts);
    }
  }
  return sitting;
};

describe('the laws', { timeout: runs.numRuns * 120 }, () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 80 });

  test('[L1] A refused command leaves no trace', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (given, begun) => void live(given, begun)),
      runs,
    );
  });

  test('[L2] The same log gives the same meeting: evolve is total and pure', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { log, meeting } = live(given, true);
        const wire = JSON.parse(JSON.stringify(log)) as typeof log;
        const frozen = wire.map((event) => Object.freeze(event));
        expect(frozen.reduce(evolve, initialMeeting('m1'))).toEqual(meeting);
        expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
        expect(meeting.agenda.filter(({ status }) => status === 'current').length).toBeLessThanOrEqual(1);
        expect(meeting.votes.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  test('[L3] Every command of the wire has a rule', () => {
    const serverOnly = new Set([
      'meeting.plan',
      'material.deliver',
      'chair.markAbsent',
      'chair.markReturned',
      'reply.seatDeputy',
      'charter.observe',
      'calendar.update',
    ]);
    expect(Object.keys(commandSchemas).sort()).toEqual(COMMAND_TYPES.filter((type) => !serverOnly.has(type)).sort());
  });
});
