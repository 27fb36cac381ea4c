import { randomUUID } from 'node:crypto';
import { runningVisit } from '#lib/server/council-visit.ts';
import { seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { readSeat, seatFields } from '#lib/server/seat-fields.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { council, visitor } = await runningVisit(locals, params.council);
  const [charter, seats, known] = await Promise.all([
    house().office.charters.charterOf(council.id),
    seatsOf(council),
    house().office.seats.known(visitor),
  ]);
  const here = new Set(seats.filter(({ state }) => state !== 'over').map(({ personId }) => personId));
  const unit = council.units.find(({ id }) => id === url.searchParams.get('unit'))?.id ?? '';
  return {
    units: council.units,
    offices: charter.offices,
    known: known.filter(({ id }) => !here.has(id)).map(({ id, name }) => ({ id, name })),
    blank: {
      id: randomUUID(),
      person: '',
      name: '',
      unit,
      roles: unit ? ['representative'] : [],
      post: '',
      email: '',
      phone: '',
      from: '',
      until: '',
    },
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const fields = seatFields(await request.formData());
    const read = readSeat(fields);
    if (!read.ok) return fail(400, { fields, wrong: read.wrong, code: null });
    const outcome = await house().office.seats.seat(visitor, params.council, read.form);
    if (!outcome.ok && outcome.code === 'not_found') error(404, 'not_found');
    if (!outcome.ok) return fail(409, { fields, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/members`);
  },
};
