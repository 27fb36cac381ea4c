import {
  actsFor,
  canBeSupplemented,
  isMine,
  type MatterActType,
  type MatterState,
  type MatterViewer,
} from '#lib/meeting/matter.ts';
import type { Archive, MatterStep, StoredMatter } from '../archive/archive.ts';
import { titleOf } from './matter-course.ts';
import { livingIn } from './matter-viewer.ts';

/** A matter in a list. */
export interface MatterRow {
  readonly id: string;
  readonly number: StoredMatter['number'];
  readonly state: MatterState;
  readonly title: string;
  readonly category: string;
  readonly community: string;
  readonly place: string;
  readonly unitId: string | null;
  readonly assignedUnitId: string | null;
  readonly deadline: string | null;
  readonly reportedAt: string;
  readonly changedAt: string;
  readonly version: number;
  readonly mine: boolean;
  /** What the viewer can do with it now. */
  readonly acts: readonly MatterActType[];
}

/** A matter on its page. Contacts are empty for everybody but the office. */
export interface ShownMatter extends Omit<StoredMatter, 'targetId'> {
  readonly title: string;
  readonly steps: readonly MatterStep[];
  readonly photoIds: readonly string[];
  readonly acts: readonly MatterActType[];
  readonly mine: boolean;
  /** The matter that it was merged into. */
  readonly target: Pick<MatterRow, 'id' | 'number' | 'state' | 'title'> | null;
  /** Names of the units it concerns, also of those that left. */
  readonly unitName: string;
  readonly assignedUnitName: string;
  /** Whether there is something to hide. */
  readonly hasContact: boolean;
}

/** A step as whoever reported the matter reads it: no names of people. */
export type FollowedStep = Pick<MatterStep, 'n' | 'at' | 'what' | 'detail'>;

/** A matter as whoever holds its link sees it. */
export interface FollowedMatter {
  readonly council: string;
  readonly number: StoredMatter['number'];
  readonly state: MatterState;
  readonly category: string;
  readonly community: string;
  readonly place: string;
  readonly text: string;
  readonly tried: string;
  readonly reportedAt: string;
  readonly reason: string;
  readonly photoIds: readonly string[];
  readonly steps: readonly FollowedStep[];
  /** The matter that it was merged into, and how that stands. */
  readonly target: Pick<FollowedMatter, 'number' | 'state' | 'reason' | 'steps'> | null;
  readonly maySupplement: boolean;
  /** Whether name and phone are still kept, and may go now. */
  readonly contact: 'none' | 'kept' | 'mayGo';
}

/** A matter as a list shows it. */
export const rowFor = (matter: StoredMatter, viewer: MatterViewer): MatterRow => {
  const { id, number, state, category, community, place, unitId, assignedUnitId, deadline, version } = matter;
  const { reportedAt, changedAt } = matter;
  return {
    ...{ id, number, state, category, community, place, unitId, assignedUnitId, deadline, version },
    ...{ reportedAt, changedAt, title: titleOf(matter.text) },
    mine: isMine(matter, viewer),
    acts: actsFor(matter, viewer),
  };
};

/** A matter as its page shows it to somebody who may see it. */
export async function matterFor(archive: Archive, matter: StoredMatter, viewer: MatterViewer): Promise<ShownMatter> {
  const [steps, photoIds, nameOf] = await Promise.all([
    archive.matters.history(matter.id),
    archive.matters.photos.of(matter.id),
    unitNames(archive, matter.councilId),
  ]);
  const { targetId, ...kept } = matter;
  const target = targetId === null ? null : await archive.matters.get(targetId);
  const hasContact = matter.contactName !== '' || matter.contactPhone !== '';
  return {
    ...kept,
    ...(viewer.mayRun ? {} : { contactName: '', contactPhone: '' }),
    ...{ steps, photoIds, hasContact: hasContact && viewer.mayRun, title: titleOf(matter.text) },
    acts: actsFor(matter, viewer).filter((act) => act !== 'hideContact' || hasContact),
    mine: isMine(matter, viewer),
    target: target && rowFor(target, viewer),
    unitName: nameOf(matter.unitId),
    assignedUnitName: nameOf(matter.assignedUnitId),
  };
}

async function unitNames(archive: Archive, councilId: string): Promise<(unitId: string | null) => string> {
  const council = await archive.councils.get(councilId);
  const units = council ? [...council.units, ...council.retired] : [];
  return (unitId) => units.find((unit) => unit.id === unitId)?.name ?? '';
}

/** Steps that are talk inside the office. */
const inside = new Set(['note', 'absorb']);

/** What a step tells outside: no people, no meeting's address, no other matter's id. */
const told = ['reason', 'text', 'outcome', 'unit', 'deadline', 'meeting', 'year', 'n'];

async function stepsOutside(archive: Archive, matterId: string): Promise<FollowedStep[]> {
  const steps = (await archive.matters.history(matterId)).filter((step) => !inside.has(step.what));
  return steps.map(({ n, at, what, detail }) => ({
    ...{ n, at, what },
    detail: Object.fromEntries(Object.entries(detail).filter(([name]) => told.includes(name))),
  }));
}

/** A matter as its link shows it; one that was merged follows the one it lives on in. */
export async function followedMatter(archive: Archive, matter: StoredMatter): Promise<FollowedMatter> {
  const living = await livingIn(archive, matter);
  const [council, steps, photoIds] = await Promise.all([
    archive.councils.get(matter.councilId),
    stepsOutside(archive, matter.id),
    archive.matters.photos.of(matter.id),
  ]);
  const { number, state, category, community, place, text, tried, reportedAt, reason } = matter;
  const isOver = ['done', 'refused', 'merged', 'spam'].includes(state);
  const hasContact = matter.contactName !== '' || matter.contactPhone !== '';
  return {
    ...{ number, state, category, community, place, text, tried, reportedAt, reason, photoIds, steps },
    council: council?.name ?? '',
    target: living.id === matter.id ? null : await targetOutside(archive, living),
    maySupplement: canBeSupplemented(matter),
    contact: hasContact ? (isOver ? 'mayGo' : 'kept') : 'none',
  };
}

/** What others wrote about the target stays with them. */
async function targetOutside(archive: Archive, living: StoredMatter): Promise<FollowedMatter['target']> {
  const steps = (await stepsOutside(archive, living.id)).filter((step) => step.what !== 'supplement');
  return { number: living.number, state: living.state, reason: living.reason, steps };
}
