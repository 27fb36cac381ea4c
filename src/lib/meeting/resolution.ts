import { currentItem, itemOf } from './agenda.ts';
import { presiding } from './chair.ts';
import type { Draft, Meeting } from './meeting.ts';
import type { Day, Instant, ItemId, ProblemId, ResolutionId, UnitId } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions, type Refused } from './rulebook.ts';
import { recording, unitOf } from './seat.ts';
import { sitting } from './stage.ts';

export type ResolutionState = 'drafted' | 'proposed' | 'adopted' | 'rejected' | 'deferred' | 'withdrawn';

/** What a resolution says: its text, who carries it out, by when. */
export interface ResolutionText {
  readonly title: string;
  readonly text: string;
  readonly measures: string;
  readonly responsible: readonly UnitId[];
  readonly supporting: readonly UnitId[];
  /** The responsible person's name (责任人). */
  readonly person: string;
  readonly deadline: Day | null;
  /** Marked important: the charter may demand a ballot. */
  readonly important: boolean;
}

/** A resolution (决议): drafted → proposed → decided → read out. */
export interface Resolution extends ResolutionText {
  readonly id: ResolutionId;
  /** Number on paper: year, meeting, running number (`2026-4-03`). */
  readonly number: string;
  readonly itemId: ItemId | null;
  readonly problemId: ProblemId | null;
  readonly state: ResolutionState;
  readonly decidedAt: Instant | null;
  /** Text for which it was deferred or withdrawn. */
  readonly reason: string;
  readonly readOutAt: Instant | null;
}

export interface ResolutionCommands {
  'resolution.draft': ResolutionText & { itemId?: ItemId; problemId?: ProblemId };
  'resolution.amend': ResolutionText & { resolutionId: ResolutionId };
  'resolution.withdraw': { resolutionId: ResolutionId; reason: string };
  'resolution.defer': { resolutionId: ResolutionId; reason: string };
  'resolution.readOut': { resolutionId: ResolutionId };
}

export interface ResolutionEvents {
  'resolution.drafted': ResolutionText & {
    resolutionId: ResolutionId;
    number: string;
    itemId: ItemId | null;
    problemId: ProblemId | null;
  };
  'resolution.amended': ResolutionText & { resolutionId: ResolutionId };
  'resolution.withdrawn': { resolutionId: ResolutionId; reason: string };
  'resolution.deferred': { resolutionId: ResolutionId; reason: string };
  'resolution.decided': { resolutionId: ResolutionId; adopted: boolean };
  'resolution.readOut': { resolutionId: ResolutionId };
}

/** The figures of charter 9 that a resolution still lacks; shown as a reminder, never refused. */
export const resolutionGaps = (resolution: ResolutionText): readonly ('responsible' | 'person' | 'deadline')[] => [
  ...(resolution.responsible.length === 0 ? (['responsible'] as const) : []),
  ...(resolution.person === '' ? (['person'] as const) : []),
  ...(resolution.deadline === null ? (['deadline'] as const) : []),
];

export const resolutionOf = (meeting: Meeting, id: ResolutionId): Resolution | undefined =>
  meeting.resolutions.find((resolution) => resolution.id === id);

/** Guard: it may still be changed or put to the room. */
export const undecidedResolution = (resolution: Resolution): Refused | undefined =>
  resolution.state === 'proposed'
    ? refused('resolution_proposed')
    : unless(resolution.state === 'drafted' || resolution.state === 'deferred', 'resolution_settled');

/** What follows when the room has decided: the verdict, and for an adopted one a duty per responsible unit. */
export const verdictOf = (meeting: Meeting, resolution: Resolution, adopted: boolean): readonly Draft[] => [
  { type: 'resolution.decided', resolutionId: resolution.id, adopted },
  ...(adopted ? resolution.responsible : []).map((unitId, index): Draft => ({
    type: 'action.assigned',
    actionId: `a${meeting.seq + 1}-${index + 1}`,
    resolutionId: resolution.id,
    itemId: resolution.itemId,
    title: resolution.title,
    unitId,
    person: resolution.person,
    deadline: resolution.deadline,
  })),
];

const knownUnits = (meeting: Meeting, text: ResolutionText): Refused | undefined =>
  unless(
    [...text.responsible, ...text.supporting].every((id) => unitOf(meeting, id)),
    'no_such_unit',
  );

const textOf = (from: ResolutionText): ResolutionText => ({
  title: from.title,
  text: from.text,
  measures: from.measures,
  responsible: from.responsible,
  supporting: from.supporting,
  person: from.person,
  deadline: from.deadline,
  important: from.important,
});

const nextNumber = (meeting: Meeting): string =>
  `${meeting.number.year}-${meeting.number.n}-${String(meeting.resolutions.length + 1).padStart(2, '0')}`;

export const resolutionDecisions: Decisions<ResolutionCommands> = {
  'resolution.draft': (meeting, command, by) => {
    if (command.itemId !== undefined && !itemOf(meeting, command.itemId)) return refused('no_such_item');
    if (command.problemId !== undefined && !meeting.problems.some((problem) => problem.id === command.problemId))
      return refused('no_such_problem');
    return (
      sitting(meeting) ??
      recording(meeting, by) ??
      knownUnits(meeting, command) ??
      happened({
        type: 'resolution.drafted',
        ...textOf(command),
        resolutionId: `r${meeting.seq + 1}`,
        number: nextNumber(meeting),
        itemId: command.itemId ?? currentItem(meeting)?.id ?? null,
        problemId: command.problemId ?? null,
      })
    );
  },

  'resolution.amend': (meeting, command, by) => {
    const resolution = resolutionOf(meeting, command.resolutionId);
    if (!resolution) return refused('no_such_resolution');
    return (
      sitting(meeting) ??
      recording(meeting, by) ??
      undecidedResolution(resolution) ??
      knownUnits(meeting, command) ??
      happened({ type: 'resolution.amended', ...textOf(command), resolutionId: resolution.id })
    );
  },

  'resolution.withdraw': (meeting, command, by) => {
    const resolution = resolutionOf(meeting, command.resolutionId);
    if (!resolution) return refused('no_such_resolution');
    return (
      sitting(meeting) ??
      recording(meeting, by) ??
      undecidedResolution(resolution) ??
      happened({ type: 'resolution.withdrawn', ...command })
    );
  },

  'resolution.defer': (meeting, command, by) => {
    const resolution = resolutionOf(meeting, command.resolutionId);
    if (!resolution) return refused('no_such_resolution');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecidedResolution(resolution) ??
      happened({ type: 'resolution.deferred', ...command })
    );
  },

  'resolution.readOut': (meeting, command, by) => {
    const resolution = resolutionOf(meeting, command.resolutionId);
    if (!resolution) return refused('no_such_resolution');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      unless(resolution.state === 'adopted', 'resolution_not_adopted') ??
      unless(resolution.readOutAt === null, 'already_read_out') ??
      happened({ type: 'resolution.readOut', resolutionId: resolution.id })
    );
  },
};

/** A meeting with one resolution changed. */
export const changeResolution = (meeting: Meeting, id: ResolutionId, changes: Partial<Resolution>): Meeting => ({
  ...meeting,
  resolutions: meeting.resolutions.map((resolution) =>
    resolution.id === id ? { ...resolution, ...changes } : resolution,
  ),
});

export const resolutionEvolutions: Evolutions<ResolutionEvents> = {
  'resolution.drafted': (meeting, event) => ({
    ...meeting,
    resolutions: [
      ...meeting.resolutions,
      {
        ...textOf(event),
        id: event.resolutionId,
        number: event.number,
        itemId: event.itemId,
        problemId: event.problemId,
        state: 'drafted',
        decidedAt: null,
        reason: '',
        readOutAt: null,
      },
    ],
  }),

  'resolution.amended': (meeting, event) =>
    changeResolution(meeting, event.resolutionId, { ...textOf(event), state: 'drafted' }),

  'resolution.withdrawn': (meeting, { resolutionId, reason }) =>
    changeResolution(meeting, resolutionId, { state: 'withdrawn', reason }),

  'resolution.deferred': (meeting, { resolutionId, reason }) =>
    changeResolution(meeting, resolutionId, { state: 'deferred', reason }),

  'resolution.decided': (meeting, { resolutionId, adopted, at }) =>
    changeResolution(meeting, resolutionId, { state: adopted ? 'adopted' : 'rejected', decidedAt: at }),

  'resolution.readOut': (meeting, { resolutionId, at }) => changeResolution(meeting, resolutionId, { readOutAt: at }),
};
