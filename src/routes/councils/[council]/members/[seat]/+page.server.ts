import { randomUUID } from 'node:crypto';
import { runningVisit } from '#lib/server/council-visit.ts';
import { seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { readSeat, readSuccessor, seatFields } from '#lib/server/seat-fields.ts';
import { seatEndForm } from '#lib/wire/council-form.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

type CouncilEvent = RequestEvent<{ council: string; seat: string }>;

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor } = await runningVisit(locals, params.council);
  const seats = await seatsOf(council);
  const seat = seats.find(({ id }) => id === params.seat);
  if (!seat) error(404, 'not_found');
  const [charter, contact, known, standing] = await Promise.all([
    house().office.charters.charterOf(council.id),
    house().archive.contacts.of(seat.personId),
    house().office.seats.known(visitor),
    house().archive.councils.seatsOf(seat.personId),
  ]);
  const here = new Set(seats.filter(({ state }) => state !== 'over').map(({ personId }) => personId));
  return {
    seat,
    contact,
    /** Whether the person sits on some council: then their contacts are still needed. */
    isMember: standing.length > 0,
    units: council.units,
    offices: charter.offices,
    known: known.filter(({ id }) => !here.has(id)).map(({ id, name }) => ({ id, name })),
    successorId: randomUUID(),
  };
};

const visit = async ({ locals, params }: CouncilEvent) => {
  const { visitor } = await runningVisit(locals, params.council);
  return { visitor, councilId: params.council, seatId: params.seat, desk: house().office.seats };
};

export const actions: Actions = {
  /** The seat and its person are changed. */
  save: async (event) => {
    const { visitor, councilId, seatId, desk } = await visit(event);
    const { id: _id, person: _person, ...rest } = seatFields(await event.request.formData());
    const fields = { ...rest, id: '', person: '' };
    const read = readSeat(fields);
    if (!read.ok) return fail(400, { part: 'save' as const, fields, wrong: read.wrong, code: null });
    const outcome = await desk.change(visitor, councilId, { seatId, form: read.form });
    if (!outcome.ok) return fail(409, { part: 'save' as const, fields, wrong: [], code: outcome.code });
    redirect(303, `/councils/${councilId}/members`);
  },

  /** Somebody else takes the seat over, now. */
  replace: async (event) => {
    const { visitor, councilId, seatId, desk } = await visit(event);
    const sent = await event.request.formData();
    const fields = seatFields(sent);
    const kept = { part: 'replace' as const, fields, name: '', seatId: '' };
    const read = readSuccessor(fields, sent.has('hide'));
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, code: null, meetings: [] });
    const outcome = await desk.replace(visitor, councilId, { seatId, form: read.form });
    if (!outcome.ok) return fail(409, { ...kept, wrong: [], code: outcome.code, meetings: [] });
    const { seat, kept: meetings } = outcome;
    return { ...kept, name: seat.name, seatId: seat.id, wrong: [], code: null, meetings };
  },

  /** The seat ends, now or with a day. */
  end: async (event) => {
    const { visitor, councilId, seatId, desk } = await visit(event);
    const sent = await event.request.formData();
    const until = String(sent.get('until') ?? '');
    const kept = { part: 'end' as const, until };
    const read = v.safeParse(seatEndForm, { ...(until ? { until } : {}), hide: sent.has('hide') });
    if (!read.success) return fail(400, { ...kept, wrong: ['until'], code: null, meetings: [] });
    const outcome = await desk.end(visitor, councilId, { seatId, form: read.output });
    if (!outcome.ok) return fail(409, { ...kept, wrong: [], code: outcome.code, meetings: [] });
    return { ...kept, wrong: [], code: null, meetings: outcome.kept };
  },

  /** How somebody who left is reached is hidden. */
  hide: async (event) => {
    const { visitor, councilId, seatId, desk } = await visit(event);
    const seat = (await house().archive.councils.allSeats(councilId)).find(({ id }) => id === seatId);
    if (seat) await desk.hide(visitor, councilId, seat.personId);
    return { part: 'hide' as const };
  },
};
