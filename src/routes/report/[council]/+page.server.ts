import { callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { freshReport, reportFields } from '#lib/server/report-fields.ts';
import { readForm, residentReport } from '#lib/wire/matter-form.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** A council that does not exist and one whose form is shut look the same to those outside. */
export const load: PageServerLoad = async ({ params }) => ({
  form: await house().office.matters.publicForm(params.council),
  ...freshReport(Date.now()),
});

export const actions: Actions = {
  default: async (event) => {
    const sent = await event.request.formData();
    const { kept, photoIds, key } = reportFields(sent);
    const { unitId: _unit, ...written } = kept;
    const website = String(sent.get('website') ?? '');
    const since = Number(sent.get('since'));
    // Sent again it is the same report, also where no script keeps it.
    const back = { kept, photoIds, key, since, path: null };
    const read = readForm(residentReport, { ...written, photoIds, key, website, since });
    if (!read.ok) return fail(400, { ...back, wrong: read.wrong, code: null, retryAfter: 0 });
    const { address } = callerOf(event);
    const outcome = await house().office.matters.reportAsResident(event.params.council, read.form, address);
    if (outcome.ok) return { ...back, wrong: [], code: null, retryAfter: 0, path: `/r/${outcome.token}` };
    const { code, retryAfter = 0 } = outcome;
    if (retryAfter > 0) event.setHeaders({ 'Retry-After': String(retryAfter) });
    return fail(retryAfter > 0 ? 429 : 400, { ...back, wrong: [], code, retryAfter });
  },
};
