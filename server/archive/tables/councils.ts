/** Councils beyond name, units and seats: how to reach people, and working groups. */
export interface CouncilTables {
  contacts: { person_id: string; email: string; phone: string; hidden_at: string | null };
  working_groups: {
    id: string;
    council_id: string;
    name: string;
    purpose: string;
    created_at: string;
    dissolved_at: string | null;
  };
  group_members: { group_id: string; person_id: string; lead: number };
  group_tasks: {
    id: string;
    group_id: string;
    title: string;
    person_id: string | null;
    /** Day, `YYYY-MM-DD`. */
    due: string | null;
    done_at: string | null;
    note: string;
    created_at: string;
  };
}

export const councilTables: readonly string[] = [
  `alter table units add column part text not null default 'other'`,
  'alter table units add column retired_at text',
  `alter table seats add column post text not null default ''`,
  `create table contacts (
    person_id text primary key references people(id), email text not null, phone text not null, hidden_at text)`,
  `create table working_groups (
    id text primary key, council_id text not null references councils(id), name text not null, purpose text not null,
    created_at text not null, dissolved_at text)`,
  'create index working_groups_by_council on working_groups(council_id)',
  `create table group_members (
    group_id text not null references working_groups(id), person_id text not null references people(id),
    lead integer not null, primary key (group_id, person_id))`,
  `create table group_tasks (
    id text primary key, group_id text not null references working_groups(id), title text not null,
    person_id text references people(id), due text, done_at text, note text not null, created_at text not null)`,
  'create index group_tasks_by_group on group_tasks(group_id)',
];
