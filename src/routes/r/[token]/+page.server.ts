import { callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { readForm, supplement } from '#lib/wire/matter-form.ts';
import { error, fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const matter = await house().office.matters.followed(params.token);
  if (!matter) error(404, 'not_found');
  return { matter };
};

export const actions: Actions = {
  supplement: async (event) => {
    const text = String((await event.request.formData()).get('text') ?? '');
    const back = { part: 'supplement' as const, text, retryAfter: 0 };
    const read = readForm(supplement, { text });
    if (!read.ok) return fail(400, { ...back, code: 'wrong' as const });
    const { address } = callerOf(event);
    const outcome = await house().office.matters.supplement(event.params.token, read.form.text, address);
    if (outcome.ok) return { ...back, code: null };
    const { code, retryAfter = 0 } = outcome;
    if (retryAfter > 0) event.setHeaders({ 'Retry-After': String(retryAfter) });
    return fail(retryAfter > 0 ? 429 : 400, { ...back, code, retryAfter });
  },

  forget: async ({ params }) => {
    const outcome = await house().office.matters.forget(params.token);
    const back = { part: 'forget' as const, text: '', retryAfter: 0 };
    return outcome.ok ? { ...back, code: null } : fail(400, { ...back, code: outcome.code });
  },
};
