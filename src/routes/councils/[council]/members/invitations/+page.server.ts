import { runningVisit } from '#lib/server/council-visit.ts';
import { seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { invitationForm } from '#lib/wire/council-form.ts';
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor } = await runningVisit(locals, params.council);
  const [seats, accounts, listed] = await Promise.all([
    seatsOf(council),
    house().archive.people.list(),
    house().office.invitations.list(visitor, council.id),
  ]);
  const account = new Map(accounts.map((person) => [person.id, person]));
  const now = new Date().toISOString();
  const { links, invitable } = listed.ok ? listed : { links: [], invitable: new Set<string>() };
  const standing = (personId: string) =>
    links.find((link) => link.personId === personId && link.revokedAt === null && link.expiresAt > now);
  return {
    people: seats
      .filter(({ state, personId }) => state === 'now' && invitable.has(personId))
      .map(({ personId, name, unit }) => ({
        personId,
        name,
        unit,
        hasPassword: account.get(personId)?.hasPassword ?? false,
        link: (({ id, expiresAt, usedAt }) => ({ id, expiresAt, usedAt }))(
          standing(personId) ?? { id: '', expiresAt: '', usedAt: null },
        ),
      })),
  };
};

export const actions: Actions = {
  /** Links for one, or for all who have no password; shown this once. */
  invite: async ({ request, locals, params }) => {
    const { council, visitor } = await runningVisit(locals, params.council);
    const { config } = house();
    // Without a configured address of the house, what the browser came to.
    const origin = config.origin ?? `${config.secure ? 'https' : 'http'}://${request.headers.get('host') ?? ''}`;
    const form = await request.formData();
    const person = String(form.get('person') ?? '');
    const read = v.safeParse(invitationForm, {
      ...(person ? { personIds: [person] } : {}),
      hours: Number(form.get('hours')),
    });
    if (!read.success) return fail(400, { made: null, code: 'malformed' as const });
    const outcome = await house().office.invitations.invite(visitor, council.id, read.output);
    if (!outcome.ok) return fail(404, { made: null, code: outcome.code });
    const seats = (await seatsOf(council)).filter(({ state }) => state === 'now');
    const places = new Map(seats.map(({ personId, unit }, place) => [personId, { place, unit }]));
    const made = outcome.invitations
      .map(({ linkId, personId, name, path, expiresAt }) => ({
        linkId,
        name,
        unit: places.get(personId)?.unit ?? '',
        address: origin + path,
        expiresAt,
        place: places.get(personId)?.place ?? 0,
      }))
      .sort((one, other) => one.place - other.place);
    return { made, code: null };
  },

  revoke: async ({ request, locals, params }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const link = String((await request.formData()).get('link') ?? '');
    const outcome = await house().office.invitations.revoke(visitor, params.council, link);
    if (!outcome.ok) error(404, 'not_found');
    return { made: null, code: null };
  },
};
