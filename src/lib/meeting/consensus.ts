import { present } from './attendance.ts';
import { presiding } from './chair.ts';
import type { Meeting } from './meeting.ts';
import type { ConsensusId, Instant, PersonId, ResolutionId, UnitId } from './names.ts';
import { quorate, quorumOf } from './quorum.ts';
import { changeResolution, resolutionOf, undecidedResolution, verdictOf } from './resolution.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { isRepresentative, seatOf } from './seat.ts';
import { sitting, undecided } from './stage.ts';

/** An objection with its reason; one is enough to end the consensus. */
export interface ConsensusObjection {
  readonly personId: PersonId;
  readonly unitId: UnitId;
  readonly reason: string;
  readonly at: Instant;
}

/** The last call for objections (征询异议): silence of those present until `closesAt` is consent. */
export interface Consensus {
  readonly id: ConsensusId;
  readonly resolutionId: ResolutionId;
  readonly text: string;
  readonly openedAt: Instant;
  readonly closesAt: Instant;
  readonly objections: readonly ConsensusObjection[];
  readonly status: 'open' | 'consented' | 'objected' | 'void';
}

export interface ConsensusCommands {
  'consensus.call': { resolutionId: ResolutionId; seconds?: number };
  'consensus.object': { consensusId: ConsensusId; reason: string };
  'consensus.close': { consensusId: ConsensusId };
}

export interface ConsensusEvents {
  'consensus.called': { consensusId: ConsensusId; resolutionId: ResolutionId; text: string; closesAt: Instant };
  'consensus.objected': { consensusId: ConsensusId; unitId: UnitId; reason: string };
  'consensus.closed': { consensusId: ConsensusId; outcome: 'consented' | 'objected' | 'void' };
}

const runningConsensus = (meeting: Meeting, id: ConsensusId): Consensus | undefined =>
  meeting.consensus?.id === id && meeting.consensus.status === 'open' ? meeting.consensus : undefined;

export const consensusDecisions: Decisions<ConsensusCommands> = {
  'consensus.call': (meeting, command, by) => {
    const resolution = resolutionOf(meeting, command.resolutionId);
    if (!resolution) return refused('no_such_resolution');
    const seconds = command.seconds ?? meeting.charter.consensusSeconds;
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecided(meeting) ??
      quorate(meeting) ??
      undecidedResolution(resolution) ??
      unless(!(resolution.important && meeting.charter.importantByBallot), 'important_needs_ballot') ??
      happened({
        type: 'consensus.called',
        consensusId: `c${meeting.seq + 1}`,
        resolutionId: resolution.id,
        text: resolution.text,
        closesAt: new Date(Date.parse(by.at) + seconds * 1000).toISOString(),
      })
    );
  },

  'consensus.object': (meeting, command, by) => {
    const running = runningConsensus(meeting, command.consensusId);
    if (!running) return sitting(meeting) ?? refused('no_decision_running');
    const unitId = seatOf(meeting, by.actor)?.unitId ?? '';
    return (
      sitting(meeting) ??
      unless(isRepresentative(meeting, by.actor), 'not_on_roll') ??
      present(meeting, by) ??
      unless(by.at < running.closesAt, 'objection_time_over') ??
      unless(!running.objections.some((objection) => objection.unitId === unitId), 'already_objected') ??
      happened({ type: 'consensus.objected', consensusId: running.id, unitId, reason: command.reason })
    );
  },

  'consensus.close': (meeting, command, by) => {
    const running = runningConsensus(meeting, command.consensusId);
    if (!running) return sitting(meeting) ?? refused('no_decision_running');
    const objected = running.objections.length > 0;
    const reached = quorumOf(meeting).reached;
    const outcome = objected ? 'objected' : reached ? 'consented' : 'void';
    const closed = { type: 'consensus.closed', consensusId: running.id, outcome } as const;
    const resolution = resolutionOf(meeting, running.resolutionId)!;
    return (
      sitting(meeting) ??
      (by.actor === 'system' ? undefined : presiding(meeting, by)) ??
      unless(objected || by.at >= running.closesAt, 'objection_time_running') ??
      happened(closed, ...(outcome === 'consented' ? verdictOf(meeting, resolution, true) : []))
    );
  },
};

export const consensusEvolutions: Evolutions<ConsensusEvents> = {
  'consensus.called': (meeting, { consensusId, resolutionId, text, closesAt, at }) => ({
    ...changeResolution(meeting, resolutionId, { state: 'proposed' }),
    consensus: { id: consensusId, resolutionId, text, openedAt: at, closesAt, objections: [], status: 'open' },
  }),

  'consensus.objected': (meeting, { actor, unitId, reason, at }) => ({
    ...meeting,
    consensus: {
      ...meeting.consensus!,
      objections: [...meeting.consensus!.objections, { personId: actor, unitId, reason, at }],
    },
  }),

  'consensus.closed': (meeting, { outcome }) => {
    const consensus = { ...meeting.consensus!, status: outcome };
    const settled = { ...meeting, consensus };
    return outcome === 'consented' ? settled : changeResolution(settled, consensus.resolutionId, { state: 'drafted' });
  },
};
