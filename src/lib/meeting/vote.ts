import { presentUnits, present } from './attendance.ts';
import { presiding } from './chair.ts';
import type { Base, Threshold } from './charter.ts';
import type { Meeting } from './meeting.ts';
import type { Instant, PersonId, ResolutionId, UnitId, VoteId } from './names.ts';
import { quorate, quorumOf } from './quorum.ts';
import { changeResolution, resolutionOf, undecidedResolution, verdictOf } from './resolution.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decision,
  type Decisions,
  type Evolutions,
} from './rulebook.ts';
import { isRepresentative, seatOf, unitOf } from './seat.ts';
import { sitting, undecided } from './stage.ts';
import { tallyOf, type Tally } from './tally.ts';

export const CHOICES = ['for', 'against', 'abstain'] as const;

/** 同意 / 反对 / 弃权. */
export type Choice = (typeof CHOICES)[number];

/** Open: the roll is published at the close. Secret: choices with receipts, never with units. */
export type VoteMethod = 'open' | 'secret';

/** A ballot as it comes out of the box: `unitId` in an open vote, `receipt` in a secret one. */
export interface CastBallot {
  readonly unitId: UnitId | null;
  readonly receipt: string | null;
  readonly choice: Choice;
}

/** A vote (表决) on one resolution. The room sees turnout while it runs and choices after the close only. */
export interface Vote {
  readonly id: VoteId;
  readonly resolutionId: ResolutionId;
  readonly text: string;
  readonly method: VoteMethod;
  readonly base: Base;
  readonly threshold: Threshold;
  /** The units entitled to vote, fixed when the vote opens (domain.md rule 9). */
  readonly roll: readonly UnitId[];
  readonly recused: readonly UnitId[];
  /** Turnout: one character per unit of the roll, `1` when its ballot is in the box. */
  readonly received: string;
  readonly openedAt: Instant;
  readonly closesAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly status: 'open' | 'closed' | 'void' | 'annulled';
  readonly tally: Tally | null;
  /** Published at the close: by unit (open) or by receipt in the receipts' order (secret). */
  readonly ballots: readonly CastBallot[];
  readonly reason: string;
}

export interface VoteCommands {
  /** Base, threshold and duration default to the charter's; `seconds` 0 means until the chair closes. */
  'vote.open': {
    resolutionId: ResolutionId;
    method: VoteMethod;
    base?: Base;
    threshold?: Threshold;
    seconds?: number;
    recused?: readonly UnitId[];
  };
  'ballot.cast': { voteId: VoteId; choice: Choice };
  'vote.close': { voteId: VoteId };
  'vote.annul': { voteId: VoteId; reason: string };
}

export interface VoteEvents {
  'vote.opened': {
    voteId: VoteId;
    resolutionId: ResolutionId;
    text: string;
    method: VoteMethod;
    base: Base;
    threshold: Threshold;
    roll: readonly UnitId[];
    recused: readonly UnitId[];
    closesAt: Instant | null;
  };
  /** For which units ballots went into the box, and by whom. Ballots that arrive together are one event. */
  'ballot.received': { voteId: VoteId; cast: readonly (readonly [UnitId, PersonId])[] };
  'vote.closed': { voteId: VoteId; quorate: boolean; tally: Tally; ballots: readonly CastBallot[] };
  'vote.annulled': { voteId: VoteId; reason: string };
}

export const voteOf = (meeting: Meeting, voteId: VoteId): Vote | undefined =>
  meeting.votes.find((vote) => vote.id === voteId);

/** The vote that is running, if any. */
export const runningVote = (meeting: Meeting): Vote | undefined => meeting.votes.find((vote) => vote.status === 'open');

/** How many ballots are in the box. */
export const turnoutOf = (vote: Vote): number => vote.received.split('1').length - 1;

const places = new WeakMap<readonly UnitId[], ReadonlyMap<UnitId, number>>();

/** Where a unit stands on a roll, or -1. A roll never changes; a thousand ballots must not each search it. */
const placeOn = (roll: readonly UnitId[], unitId: UnitId): number => {
  const known = places.get(roll) ?? new Map(roll.map((id, index) => [id, index]));
  places.set(roll, known);
  return known.get(unitId) ?? -1;
};

/** Whether the unit's ballot is in the box. */
export const hasCast = (vote: Vote, unitId: UnitId): boolean => vote.received[placeOn(vote.roll, unitId)] === '1';

const open = (meeting: Meeting, command: VoteCommands['vote.open'], by: Authority): Decision => {
  const resolution = resolutionOf(meeting, command.resolutionId);
  if (!resolution) return refused('no_such_resolution');
  const recused = command.recused ?? [];
  if (!recused.every((id) => unitOf(meeting, id))) return refused('no_such_unit');
  const { decision } = meeting.charter;
  const seconds = command.seconds ?? decision.voteSeconds;
  const roll = presentUnits(meeting).filter((id) => !recused.includes(id));
  return (
    undecidedResolution(resolution) ??
    unless(roll.length > 0, 'nobody_to_vote') ??
    happened({
      type: 'vote.opened',
      voteId: `v${meeting.seq + 1}`,
      resolutionId: resolution.id,
      text: resolution.text,
      method: command.method,
      base: command.base ?? decision.base,
      threshold: command.threshold ?? decision.threshold,
      roll,
      recused,
      closesAt: seconds === 0 ? null : new Date(Date.parse(by.at) + seconds * 1000).toISOString(),
    })
  );
};

const castBallot = (meeting: Meeting, command: VoteCommands['ballot.cast'], by: Authority): Decision => {
  const vote = voteOf(meeting, command.voteId);
  if (!vote) return refused('no_such_vote');
  if (vote.status !== 'open' || (vote.closesAt !== null && by.at >= vote.closesAt)) return refused('vote_closed');
  const unitId = seatOf(meeting, by.actor)?.unitId ?? null;
  if (unitId === null || !isRepresentative(meeting, by.actor)) return refused('not_on_roll');
  if (vote.recused.includes(unitId)) return refused('recused');
  const secret = vote.method === 'secret';
  const index = placeOn(vote.roll, unitId);
  return (
    unless(index >= 0, 'not_on_roll') ??
    present(meeting, by) ??
    unless(!secret || vote.received[index] !== '1', 'already_cast') ?? {
      events: [{ type: 'ballot.received', voteId: vote.id, cast: [[unitId, by.actor]] }],
      sealed: { voteId: vote.id, unitId, choice: command.choice, secret },
    }
  );
};

const close = (meeting: Meeting, command: VoteCommands['vote.close'], by: Authority): Decision => {
  const vote = voteOf(meeting, command.voteId);
  if (!vote) return refused('no_such_vote');
  if (vote.status !== 'open') return refused('vote_closed');
  if (by.actor === 'system' && (vote.closesAt === null || by.at < vote.closesAt)) return refused('vote_not_expired');
  const ballots = by.ballots ?? [];
  const tally = tallyOf(
    ballots.map((ballot) => ballot.choice),
    vote,
    { roll: vote.roll.length, units: meeting.units.length },
  );
  const { reached } = quorumOf(meeting);
  const resolution = resolutionOf(meeting, vote.resolutionId)!;
  const closed = { type: 'vote.closed', voteId: vote.id, quorate: reached, tally, ballots } as const;
  return happened(closed, ...(reached ? verdictOf(meeting, resolution, tally.adopted) : []));
};

export const voteDecisions: Decisions<VoteCommands> = {
  'vote.open': (meeting, command, by) =>
    sitting(meeting) ?? presiding(meeting, by) ?? undecided(meeting) ?? quorate(meeting) ?? open(meeting, command, by),

  'ballot.cast': (meeting, command, by) => sitting(meeting) ?? castBallot(meeting, command, by),

  'vote.close': (meeting, command, by) =>
    sitting(meeting) ?? (by.actor === 'system' ? undefined : presiding(meeting, by)) ?? close(meeting, command, by),

  'vote.annul': (meeting, command, by) => {
    const vote = voteOf(meeting, command.voteId);
    if (!vote) return refused('no_such_vote');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      unless(vote.status !== 'annulled', 'already_annulled') ??
      (vote.status === 'open' ? undefined : undecided(meeting)) ??
      happened({ type: 'vote.annulled', ...command })
    );
  },
};

const changeVote = (meeting: Meeting, voteId: VoteId, changes: Partial<Vote>): Meeting => ({
  ...meeting,
  votes: meeting.votes.map((vote) => (vote.id === voteId ? { ...vote, ...changes } : vote)),
});

const reopenResolution = (meeting: Meeting, voteId: VoteId): Meeting => {
  const { resolutionId } = voteOf(meeting, voteId)!;
  return {
    ...changeResolution(meeting, resolutionId, { state: 'drafted', decidedAt: null, readOutAt: null }),
    actions: meeting.actions.filter((action) => action.resolutionId !== resolutionId),
  };
};

export const voteEvolutions: Evolutions<VoteEvents> = {
  'vote.opened': (meeting, event) => ({
    ...changeResolution(meeting, event.resolutionId, { state: 'proposed' }),
    votes: [
      ...meeting.votes,
      {
        id: event.voteId,
        resolutionId: event.resolutionId,
        text: event.text,
        method: event.method,
        base: event.base,
        threshold: event.threshold,
        roll: event.roll,
        recused: event.recused,
        received: '0'.repeat(event.roll.length),
        openedAt: event.at,
        closesAt: event.closesAt,
        closedAt: null,
        status: 'open',
        tally: null,
        ballots: [],
        reason: '',
      },
    ],
  }),

  'ballot.received': (meeting, { voteId, cast }) => {
    const vote = voteOf(meeting, voteId)!;
    const received = cast.reduce((turnout, [unitId]) => {
      const index = placeOn(vote.roll, unitId);
      return `${turnout.slice(0, index)}1${turnout.slice(index + 1)}`;
    }, vote.received);
    return changeVote(meeting, voteId, { received });
  },

  'vote.closed': (meeting, { voteId, quorate: valid, tally, ballots, at }) => {
    const changes = { status: valid ? 'closed' : 'void', closedAt: at, tally, ballots } as const;
    const closed = changeVote(meeting, voteId, changes);
    return valid ? closed : reopenResolution(closed, voteId);
  },

  'vote.annulled': (meeting, { voteId, reason, at }) => {
    const annulled = changeVote(meeting, voteId, { status: 'annulled', reason, closedAt: at });
    return reopenResolution(annulled, voteId);
  },
};
