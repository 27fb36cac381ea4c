import type { Day, PersonId, UnitId } from './names.ts';

/**
 * Where a matter (议题) stands: 待登记 → 已登记 → 已受理 → 已列入议程 → 已议定 → 督办中 → 已办结; or 不予受理, merged into
 * another one, or turned down as spam before it was registered.
 */
export const MATTER_STATES = [
  'submitted',
  'registered',
  'accepted',
  'onAgenda',
  'decided',
  'followedUp',
  'done',
  'refused',
  'merged',
  'spam',
] as const;

export type MatterState = (typeof MATTER_STATES)[number];

/** A matter as far as the rules look at it. */
export interface Matter {
  readonly state: MatterState;
  /** The unit that reported it; null: a resident did. */
  readonly unitId: UnitId | null;
  readonly reporterId: PersonId | null;
  /** The unit that has to see to it. */
  readonly assignedUnitId: UnitId | null;
}

/** Who looks at the matters of a council, or acts on them. */
export interface MatterViewer {
  readonly personId: PersonId;
  /** One of those who run the council: the office. */
  readonly mayRun: boolean;
  /** The units the person represents. */
  readonly unitIds: readonly UnitId[];
}

/** What the office can do with a matter. The meeting's own moves (agenda, decision) come from its log. */
export interface MatterActs {
  register: object;
  discard: { reason: string };
  accept: object;
  refuse: { reason: string };
  /** Into another matter of the same council, by its id. */
  merge: { targetId: string };
  /** To a unit, until a day; without waiting for a meeting (直接交办). */
  assign: { unitId: UnitId; person: string; deadline: Day; note: string };
  note: { text: string };
  finish: { outcome: string };
  reopen: { reason: string };
  hideContact: object;
}

export type MatterActType = keyof MatterActs;

/**
 * What a step of a matter's history can be: an act of the office, what who reported it did, and what came of a meeting.
 * `absorb`: another matter was merged into this one; `return`: it came back from a meeting without a decision.
 */
export type MatterStepType =
  MatterActType | 'report' | 'supplement' | 'absorb' | 'plan' | 'return' | 'decide' | 'followUp';

/** From which states an act is possible, in the order in which they are offered. */
const possible: Readonly<Record<MatterActType, readonly MatterState[]>> = {
  register: ['submitted'],
  discard: ['submitted'],
  accept: ['registered'],
  assign: ['registered', 'accepted', 'decided', 'followedUp'],
  merge: ['registered', 'accepted'],
  refuse: ['registered', 'accepted'],
  finish: ['accepted', 'decided', 'followedUp'],
  reopen: ['spam', 'refused', 'done'],
  note: ['registered', 'accepted', 'onAgenda', 'decided', 'followedUp', 'done', 'refused', 'merged'],
  hideContact: ['done', 'refused', 'merged', 'spam'],
};

/** Where an act leads; null: the matter stays where it is. */
const leadsTo: Readonly<Record<MatterActType, (from: MatterState) => MatterState | null>> = {
  register: () => 'registered',
  discard: () => 'spam',
  accept: () => 'accepted',
  assign: () => 'followedUp',
  merge: () => 'merged',
  refuse: () => 'refused',
  finish: () => 'done',
  reopen: (from) => (from === 'spam' ? 'submitted' : from === 'refused' ? 'registered' : 'accepted'),
  note: () => null,
  hideContact: () => null,
};

/** Why an act on a matter was turned down (message key `error.<reason>`). */
export const MATTER_REFUSALS = ['matter_moved', 'matter_not_now', 'matter_target', 'matter_unit'] as const;

export type MatterRefusal = (typeof MATTER_REFUSALS)[number];

/** Whether an act is possible where the matter stands. */
export const isPossible = (act: MatterActType, { state }: Pick<Matter, 'state'>): boolean =>
  possible[act].includes(state);

/** The state after an act; null when it is not possible now. */
export const stateAfter = (act: MatterActType, { state }: Pick<Matter, 'state'>): MatterState | null =>
  possible[act].includes(state) ? (leadsTo[act](state) ?? state) : null;

const isOwn = (matter: Matter, viewer: MatterViewer): boolean =>
  matter.reporterId === viewer.personId || (matter.unitId !== null && viewer.unitIds.includes(matter.unitId));

const isAssigned = ({ assignedUnitId }: Matter, { unitIds }: MatterViewer): boolean =>
  assignedUnitId !== null && unitIds.includes(assignedUnitId);

/** Whether somebody of the council sees the matter: what waits for the office only the office and who reported it. */
export const mayReadMatter = (matter: Matter, viewer: MatterViewer): boolean =>
  viewer.mayRun || (matter.state === 'spam' ? false : matter.state === 'submitted' ? isOwn(matter, viewer) : true);

/** Whether the matter is this person's: their unit reported it or has to see to it. */
export const isMine = (matter: Matter, viewer: MatterViewer): boolean =>
  isOwn(matter, viewer) || isAssigned(matter, viewer);

/** Everything the office does; a unit concerned may say how it stands. */
export const mayAct = (act: MatterActType, matter: Matter, viewer: MatterViewer): boolean =>
  viewer.mayRun || (act === 'note' && isMine(matter, viewer) && matter.state !== 'submitted');

/** The acts that somebody can take now, in order. */
export const actsFor = (matter: Matter, viewer: MatterViewer): readonly MatterActType[] =>
  (Object.keys(possible) as MatterActType[]).filter((act) => isPossible(act, matter) && mayAct(act, matter, viewer));

/** Whether another matter can be merged into this one: it is numbered and alive. */
export const canBeTarget = ({ state }: Pick<Matter, 'state'>): boolean =>
  ['registered', 'accepted', 'onAgenda', 'decided', 'followedUp', 'done'].includes(state);

/** Whether the matter may be put on an agenda. */
export const canBePlanned = ({ state }: Pick<Matter, 'state'>): boolean =>
  state === 'registered' || state === 'accepted';

/** Whether who reported it may still add something. */
export const canBeSupplemented = ({ state }: Pick<Matter, 'state'>): boolean =>
  ['submitted', 'registered', 'accepted', 'onAgenda', 'decided', 'followedUp'].includes(state);
