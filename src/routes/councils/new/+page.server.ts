import { randomUUID } from 'node:crypto';
import { charters } from '#lib/meeting/charters/charters.ts';
import { house } from '#lib/server/house.ts';
import { unitsIn } from '#lib/server/unit-lines.ts';
import { councilForm, wrongParts } from '#lib/wire/council-form.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.person) redirect(303, '/login?next=/councils/new');
  if (!locals.person.admin) error(404, 'not_found');
  return {
    id: randomUUID(),
    charters: charters.map(({ id, name, members }) => ({ id, name, members: members.map((unit) => unit.name) })),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    if (!locals.person) redirect(303, '/login?next=/councils/new');
    const sent = await request.formData();
    const text = (name: string): string => String(sent.get(name) ?? '');
    const kept = { id: text('id'), name: text('name'), charterId: text('charter'), units: text('units') };
    const read = v.safeParse(councilForm, { ...kept, units: unitsIn(sent) });
    if (!read.success) return fail(400, { ...kept, wrong: wrongParts(read.issues) });
    const outcome = await house().office.councils.found(locals.person, read.output);
    if (!outcome.ok) error(404, 'not_found');
    redirect(303, `/councils/${outcome.council.id}`);
  },
};
