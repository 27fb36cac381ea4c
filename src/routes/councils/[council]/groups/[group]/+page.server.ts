import { randomUUID } from 'node:crypto';
import { councilVisit, runningVisit } from '#lib/server/council-visit.ts';
import { groupFields, groupPeople, readGroup } from '#lib/server/group-fields.ts';
import { house } from '#lib/server/house.ts';
import { wrongParts } from '#lib/wire/council-form.ts';
import { taskDoneForm, taskForm } from '#lib/wire/group-form.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor, mayRun } = await councilVisit(locals, params.council);
  const outcome = await house().office.groups.list(visitor, council.id);
  const group = outcome.ok ? outcome.groups.find(({ id }) => id === params.group) : undefined;
  if (!group) error(404, 'not_found');
  const { id, name, purpose, dissolvedAt, members, tasks, mayKeepTasks } = group;
  const people = mayRun ? await groupPeople(council.id) : [];
  const gone = members.filter((member) => !people.some((person) => person.id === member.personId));
  return {
    group: { id, name, purpose, dissolvedAt, members, tasks },
    me: visitor.personId,
    mayKeepTasks: mayKeepTasks && dissolvedAt === null,
    mayKeep: mayRun && dissolvedAt === null,
    people: [...people, ...gone.map(({ personId, name: called }) => ({ id: personId, name: called }))],
    newTaskId: randomUUID(),
  };
};

const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

export const actions: Actions = {
  keep: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const fields = { ...groupFields(await request.formData()), id: params.group };
    const read = readGroup(fields);
    if (!read.ok) return fail(400, { part: 'keep' as const, fields, wrong: read.wrong, code: null });
    const outcome = await house().office.groups.keep(visitor, params.council, read.form);
    if (!outcome.ok) return fail(409, { part: 'keep' as const, fields, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/groups/${params.group}`);
  },

  task: async ({ request, locals, params }) => {
    const { visitor } = await councilVisit(locals, params.council);
    const form = await request.formData();
    const [id, title, person, due] = ['id', 'title', 'person', 'due'].map((name) => textIn(form, name));
    const fields = { id: id!, title: title!, person: person!, due: due! };
    const read = v.safeParse(taskForm, { id, title, ...(person ? { personId: person } : {}), ...(due ? { due } : {}) });
    if (!read.success)
      return fail(400, { part: 'task' as const, task: fields, wrong: wrongParts(read.issues), code: null });
    const task = { groupId: params.group, form: read.output };
    const outcome = await house().office.groups.keepTask(visitor, params.council, task);
    if (!outcome.ok) return fail(409, { part: 'task' as const, task: fields, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/groups/${params.group}`);
  },

  tick: async ({ request, locals, params }) => {
    const { visitor } = await councilVisit(locals, params.council);
    const form = await request.formData();
    const said = { id: textIn(form, 'id'), done: form.get('done') === 'yes', note: textIn(form, 'note') };
    const read = v.safeParse(taskDoneForm, said);
    if (!read.success) return fail(400, { part: 'tick' as const, wrong: ['note'], code: null });
    const outcome = await house().office.groups.tick(visitor, params.council, {
      groupId: params.group,
      form: read.output,
    });
    if (!outcome.ok) return fail(409, { part: 'tick' as const, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/groups/${params.group}`);
  },

  dissolve: async ({ locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const outcome = await house().office.groups.dissolve(visitor, params.council, params.group);
    if (!outcome.ok) return fail(409, { part: 'tick' as const, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/groups`);
  },
};
