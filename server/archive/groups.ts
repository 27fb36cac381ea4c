import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Somebody in a working group. */
export interface GroupMember {
  personId: string;
  name: string;
  lead: boolean;
}

/** What a working group has to do. `due` is a day, `doneAt` ISO. */
export interface GroupTask {
  id: string;
  title: string;
  personId: string | null;
  due: string | null;
  doneAt: string | null;
  note: string;
}

/** A working group (专门工作组) with its members, the lead first, and its tasks in the order in which they came. */
export interface StoredGroup {
  id: string;
  councilId: string;
  name: string;
  purpose: string;
  createdAt: string;
  dissolvedAt: string | null;
  members: GroupMember[];
  tasks: GroupTask[];
}

export interface KeptGroup {
  id: string;
  councilId: string;
  name: string;
  purpose: string;
  members: readonly { personId: string; lead: boolean }[];
}

/** The working groups of the councils. */
export interface Groups {
  /** Those that work first, then the dissolved ones. */
  ofCouncil(councilId: string): Promise<StoredGroup[]>;
  get(groupId: string): Promise<StoredGroup | null>;
  /** Makes a group, or changes it with its members. */
  keep(group: KeptGroup): Promise<void>;
  dissolve(groupId: string, at: string): Promise<void>;
  /** The group that has a task of this id. */
  ownerOf(taskId: string): Promise<string | null>;
  /** Makes a task, or changes it. */
  keepTask(groupId: string, task: GroupTask): Promise<void>;
}

/** Makes the groups over a store. */
export function createGroups(db: Kysely<Schema>): Groups {
  const filled = async (rows: Schema['working_groups'][]): Promise<StoredGroup[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const members = await db
      .selectFrom('group_members')
      .innerJoin('people', 'people.id', 'group_members.person_id')
      .selectAll('group_members')
      .select('people.name')
      .where('group_id', 'in', ids)
      .orderBy('lead', 'desc')
      .orderBy('people.name')
      .execute();
    const tasks = await db
      .selectFrom('group_tasks')
      .selectAll()
      .where('group_id', 'in', ids)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      councilId: row.council_id,
      name: row.name,
      purpose: row.purpose,
      createdAt: row.created_at,
      dissolvedAt: row.dissolved_at,
      members: members
        .filter(({ group_id }) => group_id === row.id)
        .map(({ person_id, name, lead }) => ({ personId: person_id, name, lead: lead === 1 })),
      tasks: tasks.filter(({ group_id }) => group_id === row.id).map(asTask),
    }));
  };
  return {
    async ofCouncil(councilId) {
      const rows = await db
        .selectFrom('working_groups')
        .selectAll()
        .where('council_id', '=', councilId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return filled(rows.toSorted((a, b) => Number(a.dissolved_at !== null) - Number(b.dissolved_at !== null)));
    },
    async get(groupId) {
      const rows = await db.selectFrom('working_groups').selectAll().where('id', '=', groupId).execute();
      return (await filled(rows))[0] ?? null;
    },
    async keep({ id, councilId, name, purpose, members }) {
      const row = { id, council_id: councilId, name, purpose, created_at: now(), dissolved_at: null };
      const rows = members.map(({ personId, lead }) => ({ group_id: id, person_id: personId, lead: lead ? 1 : 0 }));
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('working_groups')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, purpose }))
          .execute();
        await trx.deleteFrom('group_members').where('group_id', '=', id).execute();
        if (rows.length > 0) await trx.insertInto('group_members').values(rows).execute();
      });
    },
    async dissolve(groupId, at) {
      await db.updateTable('working_groups').set({ dissolved_at: at }).where('id', '=', groupId).execute();
    },
    async ownerOf(taskId) {
      const row = await db.selectFrom('group_tasks').select('group_id').where('id', '=', taskId).executeTakeFirst();
      return row?.group_id ?? null;
    },
    async keepTask(groupId, { id, title, personId, due, doneAt, note }) {
      const values = { title, person_id: personId, due, done_at: doneAt, note };
      await db
        .insertInto('group_tasks')
        .values({ id, group_id: groupId, created_at: now(), ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  };
}

const now = (): string => new Date().toISOString();

function asTask({ id, title, person_id, due, done_at, note }: Schema['group_tasks']): GroupTask {
  return { id, title, personId: person_id, due, doneAt: done_at, note };
}
