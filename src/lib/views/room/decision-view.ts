import { presentUnits } from '#lib/meeting/attendance.ts';
import type { Consensus } from '#lib/meeting/consensus.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { PersonId, UnitId } from '#lib/meeting/names.ts';
import type { RoomRefusal } from '#lib/meeting/refusal.ts';
import { refusalInRoom } from '#lib/meeting/room-decide.ts';
import { runningVote, turnoutOf, type Vote } from '#lib/meeting/vote.ts';
import { currentItem } from '#lib/meeting/agenda.ts';

/** The decision the room is taking, or the last one it took while this item was current. */
export type Decided =
  { readonly kind: 'vote'; readonly vote: Vote } | { readonly kind: 'consensus'; readonly consensus: Consensus };

/** What runs now; else what was decided last, as long as the agenda has not moved on since. */
export const decisionNow = (meeting: Meeting): Decided | null => {
  const running = runningVote(meeting);
  if (running) return { kind: 'vote', vote: running };
  const { consensus } = meeting;
  if (consensus?.status === 'open') return { kind: 'consensus', consensus };
  const vote = meeting.votes.at(-1);
  const since = currentItem(meeting)?.firstEnteredAt ?? null;
  const isVoteLast = vote && (!consensus || vote.openedAt > consensus.openedAt);
  if (isVoteLast && (since === null || vote.openedAt >= since)) return { kind: 'vote', vote };
  if (consensus && !isVoteLast && (since === null || consensus.openedAt >= since))
    return { kind: 'consensus', consensus };
  return null;
};

/** Why this person may not cast in a running vote; null: they may (again). */
export const ballotRefusal = (meeting: Meeting, vote: Vote, actor: PersonId, now: number): RoomRefusal | null => {
  const by = { actor, at: new Date(now).toISOString() };
  return refusalInRoom(meeting, { type: 'ballot.cast', voteId: vote.id, choice: 'for' }, by);
};

/** Turnout in figures. */
export const turnout = (vote: Vote) => ({ cast: turnoutOf(vote), of: vote.roll.length });

/** The count as shares of the roll, for the bar. */
export const sharesOf = (vote: Vote) => {
  const { tally, roll } = vote;
  if (!tally || roll.length === 0) return [];
  return (['for', 'against', 'abstain', 'silent'] as const)
    .map((choice) => ({ choice, count: tally[choice], share: (tally[choice] / roll.length) * 100 }))
    .filter(({ count }) => count > 0);
};

/** Units by what they chose, in the council's order; of an open vote that is over. */
export const rollCall = (meeting: Meeting, vote: Vote) => {
  const chosen = new Map<UnitId, string>(
    vote.ballots.flatMap(({ unitId, choice }) => (unitId ? [[unitId, choice]] : [])),
  );
  return meeting.units
    .filter(({ id }) => vote.roll.includes(id))
    .map(({ id, short }) => ({
      unitId: id,
      short,
      choice: (chosen.get(id) ?? 'silent') as 'for' | 'against' | 'abstain' | 'silent',
    }));
};

/** How many units a vote opened now would be for. */
export const rollSize = (meeting: Meeting, recused: readonly UnitId[]): number =>
  presentUnits(meeting).filter((id) => !recused.includes(id)).length;
