import { wrongParts } from '#lib/wire/council-form.ts';
import { groupForm, type GroupForm } from '#lib/wire/group-form.ts';
import * as v from 'valibot';
import { house } from './house.ts';

/** What a form says of a working group, as it was typed. */
export interface GroupFields {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly people: readonly string[];
  readonly lead: string;
}

/** Takes the fields out of a form. */
export function groupFields(form: FormData): GroupFields {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const people = form.getAll('person').map(String);
  return { id: text('id'), name: text('name'), purpose: text('purpose'), people, lead: text('lead') };
}

/** Reads a working group. @returns the form, or the parts that are wrong */
export function readGroup({ id, name, purpose, people, lead }: GroupFields) {
  const read = v.safeParse(groupForm, { id, name, purpose, personIds: people, ...(lead ? { leadId: lead } : {}) });
  return read.success
    ? { ok: true as const, form: read.output satisfies GroupForm }
    : { ok: false as const, wrong: wrongParts(read.issues) };
}

/** The people of a council who can be in its groups, once each. */
export async function groupPeople(councilId: string): Promise<{ id: string; name: string }[]> {
  const people = new Map((await house().archive.councils.roster(councilId)).map((seat) => [seat.personId, seat.name]));
  return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
