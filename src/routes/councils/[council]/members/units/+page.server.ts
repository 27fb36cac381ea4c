import { randomUUID } from 'node:crypto';
import { runningVisit } from '#lib/server/council-visit.ts';
import { seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { unitForm, wrongParts } from '#lib/wire/council-form.ts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council } = await runningVisit(locals, params.council);
  const seats = (await seatsOf(council)).filter(({ state }) => state !== 'over');
  const countOf = (unitId: string): number => seats.filter((seat) => seat.unitId === unitId).length;
  return {
    units: council.units.map((unit) => ({ ...unit, people: countOf(unit.id) })),
    retired: council.retired,
    newId: randomUUID(),
  };
};

type CouncilEvent = RequestEvent<{ council: string }>;

const fieldsIn = (form: FormData) => {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  return { id: text('id'), name: text('name'), short: text('short'), part: text('part') };
};

/** Adds or changes a unit; the form stays as it was sent where it was not accepted. */
async function keep({ request, locals, params }: CouncilEvent, which: 'add' | 'change') {
  const { visitor } = await runningVisit(locals, params.council);
  const fields = fieldsIn(await request.formData());
  const { part, ...rest } = fields;
  const read = v.safeParse(unitForm, { ...rest, ...(part ? { part } : {}) });
  if (!read.success) return fail(400, { which, fields, wrong: wrongParts(read.issues), code: null });
  const { units } = house().office;
  const outcome =
    which === 'add'
      ? await units.add(visitor, params.council, read.output)
      : await units.change(visitor, params.council, { ...read.output, id: fields.id });
  if (!outcome.ok) return fail(409, { which, fields, wrong: [], code: outcome.code });
  redirect(303, `/councils/${params.council}/members/units`);
}

export const actions: Actions = {
  add: (event) => keep(event, 'add'),
  change: (event) => keep(event, 'change'),
  move: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const form = await request.formData();
    const by = form.get('by') === 'up' ? -1 : 1;
    await house().office.units.move(visitor, params.council, { unitId: String(form.get('id') ?? ''), by });
    redirect(303, `/councils/${params.council}/members/units`);
  },
  retire: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const fields = fieldsIn(await request.formData());
    const outcome = await house().office.units.retire(visitor, params.council, fields.id);
    if (!outcome.ok) return fail(409, { which: 'change' as const, fields, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/members/units`);
  },
};
