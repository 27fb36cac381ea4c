import { actionDecisions } from './action.ts';
import { agendaDecisions } from './agenda.ts';
import { attendanceDecisions } from './attendance.ts';
import { chairDecisions } from './chair.ts';
import { consensusDecisions } from './consensus.ts';
import { floorDecisions } from './floor.ts';
import { minutesDecisions } from './minutes.ts';
import { nextMeetingDecisions } from './next-meeting.ts';
import { problemDecisions } from './problem.ts';
import { resolutionDecisions } from './resolution.ts';
import { seatDecisions } from './seat.ts';
import { signoffDecisions } from './signoff.ts';
import { sittingDecisions } from './sitting.ts';
import { voteDecisions } from './vote.ts';
import type { Command, Commands, Meeting } from './meeting.ts';
import type { RoomRefusal } from './refusal.ts';
import { isRefused, ruledBy, type Authority, type Decisions } from './rulebook.ts';

/**
 * The rules of what people do in the room. A phone loads them before it can vote, so a noun stands here only when the
 * room offers one of its commands; all others stand in decide.ts, and their refusals among PREPARATION_REFUSALS.
 */
export const roomDecisions = {
  ...sittingDecisions,
  ...nextMeetingDecisions,
  ...seatDecisions,
  ...attendanceDecisions,
  ...chairDecisions,
  ...agendaDecisions,
  ...floorDecisions,
  ...problemDecisions,
  ...resolutionDecisions,
  ...consensusDecisions,
  ...voteDecisions,
  ...actionDecisions,
  ...minutesDecisions,
  ...signoffDecisions,
} satisfies Partial<Decisions<Commands>>;

/** What can be asked for in the room. */
export type RoomCommand = Extract<Command, { readonly type: keyof typeof roomDecisions }>;

const decideInRoom = ruledBy<RoomCommand>(roomDecisions);

/** Why `decide` would refuse something in the room; null when it would not. By it the room's buttons turn grey. */
export const refusalInRoom = (meeting: Meeting, command: RoomCommand, by: Authority): RoomRefusal | null => {
  const decision = decideInRoom(meeting, command, by);
  return isRefused(decision) ? (decision.refused as RoomRefusal) : null;
};
