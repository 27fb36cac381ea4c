import { charters } from '#lib/meeting/charters/charters.ts';
import { arrive, callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { turnedDown } from '#lib/server/turned-down.ts';
import { unitsIn } from '#lib/server/unit-lines.ts';
import { readSetup } from '#lib/wire/setup-form.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const { accounts, archive } = house();
  const [stands, isEmpty] = await Promise.all([accounts.setupStands(params.token), archive.people.isEmpty()]);
  return {
    /** `done`: somebody has set this house up; `unknown`: it was another address that was printed. */
    state: stands ? ('open' as const) : isEmpty ? ('unknown' as const) : ('done' as const),
    charters: charters.map(({ id, name, members }) => ({ id, name, members: members.map((unit) => unit.name) })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const sent = await event.request.formData();
    const text = (name: string): string => String(sent.get(name) ?? '');
    const [name, username, council, charterId, units] = ['name', 'username', 'council', 'charter', 'units'].map(text);
    const kept = { name, username, council, charterId, units };
    const read = readSetup({
      name,
      username,
      password: text('password'),
      council: { name: council, charterId },
      units: unitsIn(sent),
    });
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, code: 'malformed' as const, retryAfter: 0 });
    const outcome = await house().accounts.redeemSetup(event.params.token, read.form, callerOf(event));
    if (!outcome.ok) return turnedDown(event, outcome, 404, { ...kept, wrong: [] });
    arrive(event, outcome.setCookie);
    redirect(303, `/councils/${outcome.councilId}`);
  },
};
