import { expect, test } from 'vitest';
import { COMMAND_TYPES } from '#lib/meeting/decide.ts';
import type { Command, CommandType } from '#lib/meeting/meeting.ts';
import { isRefused, type Authority } from '#lib/meeting/rulebook.ts';
import { at, closed, drafted, final, HASH, inSession, noticed, plan, planned, Sitting, text, voting } from './given.ts';

/** One person of every kind; all with a seat are present, but for fire2 and who may not check in. */
const people = [
  'convener',
  'chair',
  'vice',
  'recorder',
  'secretary',
  'supervisor',
  'sealKeeper',
  'fire',
  'fire2',
  'expert',
  'observer',
  'stranger',
  'withdrawn',
  'system',
] as const;
type Who = (typeof people)[number];

const offices = ['secretary', 'supervisor', 'sealKeeper'] as const;

/** Seats the offices that the plain plan lacks, and takes one seat away again. */
function seated(sitting: Sitting): Sitting {
  for (const role of offices)
    sitting.do('convener', { type: 'seat.add', personId: role, name: role, unitId: null, roles: [role] });
  sitting.do('convener', { type: 'seat.add', personId: 'withdrawn', name: 'w', unitId: null, roles: ['chair'] });
  return sitting.do('convener', { type: 'seat.withdraw', personId: 'withdrawn', reason: 'x' });
}

/** The same with everybody in the room. */
function gathered(sitting: Sitting): Sitting {
  seated(sitting);
  return sitting.checkIn('convener', 'recorder', ...offices);
}

interface Case {
  /** A meeting in which the command can be carried out. */
  readonly ripe: () => Sitting;
  readonly fields?: object | ((sitting: Sitting) => object);
  /** Who may; everybody else is refused. */
  readonly may: readonly Who[];
  readonly facts?: Partial<Authority>;
}

const room = () => gathered(inSession());
const draft = () => gathered(drafted());
const vote = () => gathered(voting());
const ended = () => seated(closed());
const signing = () => seated(final());
const ids = {
  resolutionId: (sitting: Sitting) => ({ resolutionId: sitting.meeting.resolutions[0]!.id }),
  voteId: (sitting: Sitting) => ({ voteId: sitting.meeting.votes[0]!.id }),
  consensusId: (sitting: Sitting) => ({ consensusId: sitting.meeting.consensus!.id }),
};
const reason = { reason: 'because' };
const called = () => {
  const sitting = draft();
  return sitting.do('chair', { type: 'consensus.call', ...ids.resolutionId(sitting), seconds: 30 });
};
const adopted = () => {
  const sitting = called().at(1);
  return sitting.do('chair', { type: 'consensus.close', ...ids.consensusId(sitting) });
};
const lost = () => room().do('system', { type: 'chair.markAbsent' });

const terms = { topics: ['Parking'], startsAt: at(60), place: 'Hall' };
const twoParties = () =>
  seated(planned({ agreement: { between: ['fire', 'company'], lead: { amount: 7, unit: 'day' } } }));
const file = { fileId: 'x', name: 'a.pdf', size: 1, sha256: HASH, mime: 'application/pdf' };

const presiding = ['chair'] as const;
const convening = ['convener', 'chair', 'secretary', 'system'] as const;
const recording = ['chair', 'recorder', 'secretary', 'system'] as const;

/** Who may do what, command by command: domain.md's roles in one table. */
const cases: { readonly [Type in CommandType]: Case } = {
  'meeting.plan': { ripe: () => new Sitting(), fields: plan(), may: ['convener', 'chair', 'system'] },
  'meeting.revise': { ripe: () => seated(noticed()), fields: { place: 'Hall 2' }, may: convening },
  'agenda.lay': { ripe: () => seated(noticed()), fields: { items: [] }, may: convening },
  'agreement.propose': { ripe: twoParties, fields: terms, may: ['fire', 'fire2'] },
  'agreement.counter': {
    ripe: () => twoParties().do('fire', { type: 'agreement.propose', ...terms }),
    fields: (sitting) => ({ ...terms, proposalId: sitting.meeting.agreement.proposals[0]!.id }),
    may: ['fire', 'fire2'],
  },
  'agreement.consent': {
    ripe: () => twoParties().do('company', { type: 'agreement.propose', ...terms }),
    fields: (sitting) => ({ proposalId: sitting.meeting.agreement.proposals[0]!.id }),
    may: ['fire', 'fire2'],
  },
  'material.ask': {
    ripe: () => seated(planned()),
    fields: { unitIds: ['fire'], itemId: null, text: '', dueAt: null },
    may: convening,
  },
  'material.deliver': {
    ripe: () => seated(planned()),
    fields: { ...file, itemId: 'b1', unitId: 'fire' },
    may: [...convening, 'fire', 'fire2'],
  },
  'material.withdraw': {
    ripe: () => seated(planned()).do('fire', { type: 'material.deliver', ...file, itemId: 'b1', unitId: 'fire' }),
    fields: (sitting) => ({ materialId: sitting.meeting.materials[0]!.id, reason: 'x' }),
    may: [...convening, 'fire', 'fire2'],
  },
  'report.file': {
    ripe: () => seated(planned()),
    fields: { unitId: 'fire', itemId: null, done: 'x', figures: [], problems: '', proposals: '' },
    may: [...convening, 'fire', 'fire2'],
  },
  'meeting.open': { ripe: () => seated(noticed()).checkIn('chair'), may: ['chair', 'convener'] },
  'meeting.suspend': { ripe: room, fields: reason, may: presiding },
  'meeting.resume': { ripe: () => room().do('chair', { type: 'meeting.suspend', ...reason }), may: presiding },
  'meeting.close': { ripe: room, may: presiding },
  'meeting.cancel': { ripe: () => seated(noticed()), fields: reason, may: convening },
  'meeting.archive': { ripe: signing, may: recording },
  'notice.send': { ripe: () => seated(planned()), may: convening },
  'reply.give': { ripe: () => seated(noticed()), fields: { answer: 'attend' }, may: ['chair', 'fire', 'fire2'] },
  'reply.seatDeputy': {
    ripe: () => seated(noticed()).do('fire', { type: 'reply.give', answer: 'deputy', deputy: { name: 'New' } }),
    fields: { unitId: 'fire', personId: 'new' },
    may: ['system'],
  },
  'notice.amend': { ripe: () => seated(noticed()), fields: { note: 'x' }, may: convening },
  'notice.read': {
    ripe: () => seated(noticed()),
    may: ['convener', 'chair', 'vice', 'recorder', ...offices, 'fire', 'fire2', 'expert', 'observer'],
  },
  'nextMeeting.set': {
    ripe: room,
    fields: { startsAt: '2027-01-01T06:00:00.000Z', place: 'x', topics: '' },
    may: convening,
  },
  'seat.add': { ripe: room, fields: { personId: 'new', name: 'x', unitId: null, roles: ['expert'] }, may: convening },
  'seat.withdraw': { ripe: room, fields: { personId: 'expert', ...reason }, may: convening },
  'attendance.checkIn': { ripe: room, fields: { mode: 'remote', personId: 'fire2' }, may: [...recording, 'fire2'] },
  'attendance.excuse': {
    ripe: () => room().do('fire', { type: 'attendance.leave' }),
    fields: { unitId: 'fire', ...reason },
    may: [...recording, 'fire', 'fire2'],
  },
  'attendance.leave': { ripe: room, fields: { personId: 'fire' }, may: [...recording, 'fire'] },
  'chair.handOver': { ripe: room, fields: { personId: 'vice' }, may: presiding },
  'chair.assume': { ripe: lost, may: ['vice'] },
  'chair.markAbsent': { ripe: room, may: ['system'] },
  'chair.markReturned': { ripe: lost, may: ['system'] },
  'charter.observe': {
    ripe: room,
    may: ['system'],
    facts: { findings: [{ type: 'charter.breached', provision: 'replies', dueAt: null, byMs: null, detail: 'x' }] },
  },
  'calendar.update': { ripe: room, fields: { calendar: { version: '2', years: {} } }, may: ['system'] },
  'agenda.advance': { ripe: room, may: presiding },
  'agenda.goTo': { ripe: room, fields: { itemId: 'c' }, may: presiding },
  'agenda.extend': { ripe: room, fields: { minutes: 5 }, may: presiding },
  'agenda.insert': { ripe: room, fields: { title: 'x', minutes: 5 }, may: presiding },
  'agenda.reorder': { ripe: room, fields: { itemId: 'c', beforeId: 'b' }, may: presiding },
  'agenda.skip': { ripe: room, fields: { itemId: 'c' }, may: presiding },
  'agenda.defer': { ripe: room, fields: { itemId: 'c', ...reason }, may: presiding },
  'floor.request': {
    ripe: room,
    fields: { kind: 'speak' },
    may: ['convener', 'chair', 'vice', 'recorder', ...offices, 'fire', 'expert'],
  },
  'floor.withdraw': { ripe: () => room().do('fire', { type: 'floor.request', kind: 'speak' }), may: ['fire'] },
  'floor.grant': { ripe: room, fields: { personId: 'fire' }, may: presiding },
  'floor.end': { ripe: () => room().do('chair', { type: 'floor.grant', personId: 'fire' }), may: ['chair', 'fire'] },
  'problem.record': { ripe: room, fields: { text: 'x' }, may: [...recording, 'fire', 'expert'] },
  'problem.refine': {
    ripe: () => room().do('fire', { type: 'problem.record', text: 'x' }),
    fields: (sitting) => ({ problemId: sitting.meeting.problems[0]!.id, text: 'y' }),
    may: [...recording, 'fire'],
  },
  'resolution.draft': { ripe: room, fields: text, may: recording },
  'resolution.amend': { ripe: draft, fields: (sitting) => ({ ...text, ...ids.resolutionId(sitting) }), may: recording },
  'resolution.withdraw': {
    ripe: draft,
    fields: (sitting) => ({ ...reason, ...ids.resolutionId(sitting) }),
    may: recording,
  },
  'resolution.defer': {
    ripe: draft,
    fields: (sitting) => ({ ...reason, ...ids.resolutionId(sitting) }),
    may: presiding,
  },
  'resolution.readOut': { ripe: adopted, fields: ids.resolutionId, may: presiding },
  'consensus.call': { ripe: draft, fields: ids.resolutionId, may: presiding },
  'consensus.object': {
    ripe: called,
    fields: (sitting) => ({ ...reason, ...ids.consensusId(sitting) }),
    may: ['chair', 'fire'],
  },
  'consensus.close': { ripe: () => called().at(1), fields: ids.consensusId, may: ['chair', 'system'] },
  'vote.open': { ripe: draft, fields: (sitting) => ({ method: 'open', ...ids.resolutionId(sitting) }), may: presiding },
  'ballot.cast': {
    ripe: vote,
    fields: (sitting) => ({ choice: 'for', ...ids.voteId(sitting) }),
    may: ['chair', 'fire'],
  },
  'vote.close': { ripe: () => vote().at(2), fields: ids.voteId, may: ['chair', 'system'] },
  'vote.annul': { ripe: vote, fields: (sitting) => ({ ...reason, ...ids.voteId(sitting) }), may: presiding },
  'action.assign': {
    ripe: room,
    fields: { title: 'x', unitId: 'fire', person: '', deadline: null },
    may: recording,
  },
  'minutes.finalise': { ripe: ended, may: recording, facts: { content: { hash: HASH } } },
  'minutes.reopen': { ripe: signing, fields: reason, may: recording },
  'minutes.sign': {
    ripe: signing,
    fields: { version: 1, hash: HASH, method: 'click' },
    may: ['chair', 'fire', 'fire2'],
  },
  'minutes.object': {
    ripe: signing,
    fields: { version: 1, hash: HASH, ...reason },
    may: ['convener', 'chair', 'vice', 'recorder', 'secretary', 'fire', 'fire2', 'expert'],
  },
};

test('[G12] the table knows every command', () => {
  expect(Object.keys(cases).toSorted()).toEqual(COMMAND_TYPES.toSorted());
});

test.each(COMMAND_TYPES)('[G12] %s: exactly those who may', (type) => {
  const { ripe, fields = {}, may, facts } = cases[type];
  const sitting = ripe();
  const command = { type, ...(typeof fields === 'function' ? fields(sitting) : fields) } as Command;
  const allowed = people.filter((who) => !isRefused(sitting.try(who, command, facts)));
  expect(allowed.toSorted()).toEqual([...may].toSorted());
});
