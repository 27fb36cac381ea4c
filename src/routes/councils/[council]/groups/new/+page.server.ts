import { randomUUID } from 'node:crypto';
import { runningVisit } from '#lib/server/council-visit.ts';
import { groupFields, groupPeople, readGroup } from '#lib/server/group-fields.ts';
import { house } from '#lib/server/house.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council } = await runningVisit(locals, params.council);
  const blank = { id: randomUUID(), name: '', purpose: '', people: [], lead: '' };
  return { blank, people: await groupPeople(council.id) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const fields = groupFields(await request.formData());
    const read = readGroup(fields);
    if (!read.ok) return fail(400, { fields, wrong: read.wrong });
    const outcome = await house().office.groups.keep(visitor, params.council, read.form);
    if (!outcome.ok) error(404, 'not_found');
    redirect(303, `/councils/${params.council}/groups/${read.form.id}`);
  },
};
