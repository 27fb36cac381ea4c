import { currentItem } from './agenda.ts';
import type { ActionId, Day, Instant, ItemId, ResolutionId, UnitId } from './names.ts';
import { happened, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { recording, unitOf } from './seat.ts';
import { sitting } from './stage.ts';
import { resolutionOf } from './resolution.ts';

/** A duty to be chased until done (督办事项). */
export interface Action {
  readonly id: ActionId;
  readonly resolutionId: ResolutionId | null;
  readonly itemId: ItemId | null;
  readonly title: string;
  readonly unitId: UnitId;
  readonly person: string;
  readonly deadline: Day | null;
  readonly at: Instant;
}

export interface ActionCommands {
  'action.assign': {
    title: string;
    unitId: UnitId;
    person: string;
    deadline: Day | null;
    resolutionId?: ResolutionId;
  };
}

export interface ActionEvents {
  'action.assigned': {
    actionId: ActionId;
    resolutionId: ResolutionId | null;
    itemId: ItemId | null;
    title: string;
    unitId: UnitId;
    person: string;
    deadline: Day | null;
  };
}

export const actionDecisions: Decisions<ActionCommands> = {
  'action.assign': (meeting, command, by) =>
    sitting(meeting) ??
    recording(meeting, by) ??
    unless(unitOf(meeting, command.unitId) !== undefined, 'no_such_unit') ??
    unless(!command.resolutionId || resolutionOf(meeting, command.resolutionId) !== undefined, 'no_such_resolution') ??
    happened({
      type: 'action.assigned',
      actionId: `a${meeting.seq + 1}`,
      resolutionId: command.resolutionId ?? null,
      itemId: currentItem(meeting)?.id ?? null,
      title: command.title,
      unitId: command.unitId,
      person: command.person,
      deadline: command.deadline,
    }),
};

export const actionEvolutions: Evolutions<ActionEvents> = {
  'action.assigned': (meeting, { actionId, resolutionId, itemId, title, unitId, person, deadline, at }) => ({
    ...meeting,
    actions: [...meeting.actions, { id: actionId, resolutionId, itemId, title, unitId, person, deadline, at }],
  }),
};
