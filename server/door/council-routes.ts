import * as v from 'valibot';
import { councilForm, invitationForm, seatEndForm, seatForm, successorForm, unitForm } from '#lib/wire/council-form.ts';
import type { CouncilSeat, StoredCouncil } from '../archive/archive.ts';
import type { CouncilOutcome, CouncilRefusal } from '../office/outcome.ts';
import { Turned } from './answer.ts';
import { memberRoute, type MemberVisit, type Route } from './api-house.ts';

/** Councils with their units, seats and invitations; the pages use the same desks. */
export const councilRoutes: readonly Route[] = [
  memberRoute('GET', '/api/councils', async ({ house, visitor }) => {
    const entries = await house.office.councils.mine(visitor);
    return {
      json: { councils: entries.map(({ council, seats }) => ({ ...shown(council), seats: seats.map(asSeat) })) },
    };
  }),
  memberRoute(
    'POST',
    '/api/councils',
    async ({ house, visitor, body }) => {
      const { council } = granted(await house.office.councils.found(visitor, body));
      return { status: 201, json: { council: shown(council) } };
    },
    councilForm,
  ),
  memberRoute('GET', '/api/councils/:id', async (visit) => ({ json: await councilOf(visit) })),
  memberRoute(
    'POST',
    '/api/councils/:id/units',
    async ({ house, visitor, params, body }) => {
      const { unit } = granted(await house.office.units.add(visitor, params.id!, body));
      return { status: 201, json: { unit } };
    },
    unitForm,
  ),
  memberRoute(
    'POST',
    '/api/councils/:id/seats',
    async ({ house, visitor, params, body }) => {
      const { seat } = granted(await house.office.seats.seat(visitor, params.id!, body));
      return { status: 201, json: { seat: asSeat(seat) } };
    },
    seatForm,
  ),
  memberRoute(
    'POST',
    '/api/councils/:id/seats/:seat/end',
    async ({ house, visitor, params, body }) => {
      const { kept } = granted(await house.office.seats.end(visitor, params.id!, { seatId: params.seat!, form: body }));
      return { json: { kept } };
    },
    seatEndForm,
  ),
  memberRoute(
    'POST',
    '/api/councils/:id/seats/:seat/replace',
    async ({ house, visitor, params, body }) => {
      const change = { seatId: params.seat!, form: body };
      const { seat, kept } = granted(await house.office.seats.replace(visitor, params.id!, change));
      return { status: 201, json: { seat: asSeat(seat), kept } };
    },
    successorForm,
  ),
  memberRoute(
    'POST',
    '/api/councils/:id/invitations',
    async ({ house, visitor, params, body }) => {
      const { invitations } = granted(await house.office.invitations.invite(visitor, params.id!, body));
      return { status: 201, json: { invitations } };
    },
    invitationForm,
  ),
  memberRoute(
    'POST',
    '/api/councils/:id/invitations/:link/revoke',
    async ({ house, visitor, params }) => {
      granted(await house.office.invitations.revoke(visitor, params.id!, params.link!));
      return {};
    },
    v.strictObject({}),
  ),
];

const statuses: Readonly<Record<CouncilRefusal, number>> = {
  not_found: 404,
  unit_exists: 409,
  unit_unknown: 404,
  seat_exists: 409,
  seat_over: 409,
  group_dissolved: 409,
  import_changed: 409,
  administrator_only: 403,
  sits_elsewhere: 403,
};

/** @throws Turned with the refusal's status */
function granted<T extends object>(outcome: CouncilOutcome<T>): { ok: true } & T {
  if (outcome.ok) return outcome;
  throw new Turned(statuses[outcome.code], outcome.code);
}

/** @throws Turned 404, the same for "no such council" and "not yours" */
async function councilOf({ house, visitor, params }: MemberVisit): Promise<object> {
  const standing = await house.office.standing(params.id!, visitor);
  const council = standing && (await house.archive.councils.get(params.id!));
  if (!council) throw new Turned(404, 'not_found');
  return { council: shown(council), seats: (await house.archive.councils.roster(council.id)).map(asSeat) };
}

function shown({ id, name, charterId, units }: StoredCouncil) {
  return { id, name, charterId, units };
}

function asSeat({ id, personId, name, unitId, roles, from, until, post }: CouncilSeat) {
  return { id, personId, name, unitId, roles, from, until, post };
}
