import { present } from './attendance.ts';
import { currentItem } from './agenda.ts';
import type { Meeting } from './meeting.ts';
import type { Instant, ItemId, PersonId, ProblemId, UnitId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { hasRole, recording, unitOf } from './seat.ts';
import { sitting } from './stage.ts';

/** An entry of the problem list (问题清单), distilled live from the discussion. */
export interface Problem {
  readonly id: ProblemId;
  readonly text: string;
  readonly itemId: ItemId | null;
  readonly unitIds: readonly UnitId[];
  readonly recordedBy: PersonId;
  readonly at: Instant;
  readonly settled: boolean;
}

export interface ProblemCommands {
  'problem.record': { text: string; unitIds?: readonly UnitId[] };
  'problem.refine': { problemId: ProblemId; text?: string; unitIds?: readonly UnitId[]; settled?: boolean };
}

export interface ProblemEvents {
  'problem.recorded': { problemId: ProblemId; text: string; itemId: ItemId | null; unitIds: readonly UnitId[] };
  'problem.refined': { problemId: ProblemId; text: string; unitIds: readonly UnitId[]; settled: boolean };
}

const knownUnits = (meeting: Meeting, unitIds: readonly UnitId[] | undefined): Refused | undefined =>
  unless(
    (unitIds ?? []).every((id) => unitOf(meeting, id)),
    'no_such_unit',
  );

/** Guard: whoever takes the record may; so may a representative or expert who is present. */
const contributing = (meeting: Meeting, by: Authority): Refused | undefined => {
  if (!recording(meeting, by)) return undefined;
  return unless(hasRole(meeting, by.actor, 'representative', 'expert'), 'observer_may_not') ?? present(meeting, by);
};

export const problemDecisions: Decisions<ProblemCommands> = {
  'problem.record': (meeting, command, by) =>
    sitting(meeting) ??
    contributing(meeting, by) ??
    knownUnits(meeting, command.unitIds) ??
    happened({
      type: 'problem.recorded',
      problemId: `p${meeting.seq + 1}`,
      text: command.text,
      itemId: currentItem(meeting)?.id ?? null,
      unitIds: command.unitIds ?? [],
    }),

  'problem.refine': (meeting, command, by) => {
    const problem = meeting.problems.find((entry) => entry.id === command.problemId);
    if (!problem) return refused('no_such_problem');
    return (
      sitting(meeting) ??
      (problem.recordedBy === by.actor ? undefined : recording(meeting, by)) ??
      knownUnits(meeting, command.unitIds) ??
      happened({
        type: 'problem.refined',
        problemId: problem.id,
        text: command.text ?? problem.text,
        unitIds: command.unitIds ?? problem.unitIds,
        settled: command.settled ?? problem.settled,
      })
    );
  },
};

export const problemEvolutions: Evolutions<ProblemEvents> = {
  'problem.recorded': (meeting, { problemId, text, itemId, unitIds, actor, at }) => ({
    ...meeting,
    problems: [...meeting.problems, { id: problemId, text, itemId, unitIds, recordedBy: actor, at, settled: false }],
  }),

  'problem.refined': (meeting, { problemId, text, unitIds, settled }) => ({
    ...meeting,
    problems: meeting.problems.map((problem) =>
      problem.id === problemId ? { ...problem, text, unitIds, settled } : problem,
    ),
  }),
};
