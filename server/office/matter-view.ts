import { actsFor, canBeSupplemented, isMine, type MatterViewer } from '#lib/meeting/matter.ts';
import type { FollowedMatter, FollowedStep, MatterRow, ShownMatter } from '#lib/wire/matter-shapes.ts';
import type { Archive, StoredMatter } from '../archive/archive.ts';
import { titleOf } from './matter-course.ts';
import { livingIn } from './matter-viewer.ts';

/** A matter as a list shows it. */
export const rowFor = (matter: StoredMatter, viewer: MatterViewer): MatterRow => {
  const { id, number, state, category, community, place, unitId, assignedUnitId, deadline, version } = matter;
  const { reportedAt, changedAt } = matter;
  return {
    id,
    number,
    state,
    category,
    community,
    place,
    unitId,
    assignedUnitId,
    deadline,
    version,
    reportedAt,
    changedAt,
    title: titleOf(matter.text),
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
  const { text, tried, assignedPerson, reason, outcome, meetingId, contactName, contactPhone } = matter;
  const target = matter.targetId === null ? null : await archive.matters.get(matter.targetId);
  const row = rowFor(matter, viewer);
  const hasContact = contactName !== '' || contactPhone !== '';
  return {
    ...row,
    text,
    tried,
    assignedPerson,
    reason,
    outcome,
    meetingId,
    steps,
    photoIds,
    ...(viewer.mayRun
      ? {
          contactName,
          contactPhone,
        }
      : {
          contactName: '',
          contactPhone: '',
        }),
    acts: row.acts.filter((act) => act !== 'hideContact' || hasContact),
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
const told = new Set(['reason', 'text', 'outcome', 'unit', 'deadline', 'meeting', 'year', 'n']);

async function stepsOutside(archive: Archive, matterId: string): Promise<FollowedStep[]> {
  const steps = (await archive.matters.history(matterId)).filter((step) => !inside.has(step.what));
  return steps.map(({ n, at, what, detail }) => ({
    n,
    at,
    what,
    detail: Object.fromEntries(Object.entries(detail).filter(([name]) => told.has(name))),
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
    number,
    state,
    category,
    community,
    place,
    text,
    tried,
    reportedAt,
    reason,
    photoIds,
    steps,
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
