import type { GroupForm, TaskDoneForm, TaskForm } from '#lib/wire/group-form.ts';
import type { GroupTask, StoredGroup } from '../archive/archive.ts';
import { standingIn, type Asking, type CouncilStanding } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import { orRefusal, Turned, type CouncilOutcome } from './outcome.ts';

/** A group as somebody sees it. */
export interface SeenGroup extends StoredGroup {
  /** Runs the council, or leads the group: keeps its tasks (U9). */
  readonly mayKeepTasks: boolean;
}

/** The working groups (专门工作组) of a council. */
export interface GroupDesk {
  /** Every member of the council sees all of them. */
  list(visitor: Asking, councilId: string): Promise<CouncilOutcome<{ groups: SeenGroup[] }>>;
  /** Makes or changes a group; those who run the council do. */
  keep(visitor: Asking, councilId: string, form: GroupForm): Promise<CouncilOutcome>;
  dissolve(visitor: Asking, councilId: string, groupId: string): Promise<CouncilOutcome>;
  /** Makes or changes a task; the lead, and those who run the council, do. */
  keepTask(visitor: Asking, councilId: string, task: { groupId: string; form: TaskForm }): Promise<CouncilOutcome>;
  /** Says that a task is done, or not after all; whoever is responsible for it may too. */
  tick(visitor: Asking, councilId: string, task: { groupId: string; form: TaskDoneForm }): Promise<CouncilOutcome>;
}

interface Visit {
  readonly standing: CouncilStanding;
  readonly group: SeenGroup;
  readonly task: (id: string) => GroupTask | undefined;
}

/** Opens the desk. */
export function openGroupDesk({ archive, clock }: OfficeParts): GroupDesk {
  const { groups, councils } = archive;
  const now = () => new Date(clock.now()).toISOString();
  const standing = async (visitor: Asking, councilId: string): Promise<CouncilStanding> => {
    const found = await standingIn(archive, councilId, visitor);
    if (!found) throw new Turned('not_found');
    return found;
  };
  const seen = (group: StoredGroup, { personId }: Asking, { mayRun }: CouncilStanding): SeenGroup => ({
    ...group,
    mayKeepTasks: mayRun || group.members.some((member) => member.personId === personId && member.lead),
  });
  /** @throws Turned when it is of another council, or dissolved */
  const visit = async (visitor: Asking, councilId: string, groupId: string): Promise<Visit> => {
    const here = await standing(visitor, councilId);
    const group = await groups.get(groupId);
    if (group?.councilId !== councilId) throw new Turned('not_found');
    if (group.dissolvedAt !== null) throw new Turned('group_dissolved');
    return {
      standing: here,
      group: seen(group, visitor, here),
      task: (id) => group.tasks.find((each) => each.id === id),
    };
  };
  /** The people who sit on the council, and those who were in the group before. */
  const people = async (councilId: string, group: StoredGroup | null): Promise<ReadonlySet<string>> =>
    new Set([
      ...(await councils.roster(councilId)).map(({ personId }) => personId),
      ...(group?.members.map(({ personId }) => personId) ?? []),
    ]);

  return {
    list: (visitor, councilId) =>
      orRefusal(async () => {
        const here = await standing(visitor, councilId);
        return { groups: (await groups.ofCouncil(councilId)).map((group) => seen(group, visitor, here)) };
      }),
    keep: (visitor, councilId, { id, name, purpose, personIds, leadId }) =>
      orRefusal(async () => {
        if (!(await standing(visitor, councilId)).mayRun) throw new Turned('not_found');
        const before = await groups.get(id);
        if (before) await visit(visitor, councilId, id);
        const known = await people(councilId, before);
        const members = new Set(leadId === undefined ? personIds : [leadId, ...personIds]);
        if ([...members].some((personId) => !known.has(personId))) throw new Turned('not_found');
        const kept = [...members].map((personId) => ({ personId, lead: personId === leadId }));
        await groups.keep({ id, councilId, name, purpose, members: kept });
        return {};
      }),
    dissolve: (visitor, councilId, groupId) =>
      orRefusal(async () => {
        const { standing: here } = await visit(visitor, councilId, groupId);
        if (!here.mayRun) throw new Turned('not_found');
        await groups.dissolve(groupId, now());
        return {};
      }),
    keepTask: (visitor, councilId, { groupId, form }) =>
      orRefusal(async () => {
        const { group, task } = await visit(visitor, councilId, groupId);
        const { id, title, personId = null, due = null } = form;
        const isOurs = personId === null || group.members.some((member) => member.personId === personId);
        if (!group.mayKeepTasks || !isOurs) throw new Turned('not_found');
        await assertFree(id, groupId);
        const { doneAt = null, note = '' } = task(id) ?? {};
        await groups.keepTask(groupId, { id, title, personId, due, doneAt, note });
        return {};
      }),
    tick: (visitor, councilId, { groupId, form }) =>
      orRefusal(async () => {
        const { group, task } = await visit(visitor, councilId, groupId);
        const found = task(form.id);
        if (!found || !(group.mayKeepTasks || found.personId === visitor.personId)) throw new Turned('not_found');
        await groups.keepTask(groupId, { ...found, doneAt: form.done ? now() : null, note: form.note });
        return {};
      }),
  };

  /** @throws Turned when another group has a task of this id */
  async function assertFree(taskId: string, groupId: string): Promise<void> {
    const owner = await groups.ownerOf(taskId);
    if (owner !== null && owner !== groupId) throw new Turned('not_found');
  }
}
