import { councilVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { freshReport, reportFields } from '#lib/server/report-fields.ts';
import { memberReport, readForm } from '#lib/wire/matter-form.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { visitor, council, mayRun } = await councilVisit(locals, params.council);
  const form = await house().office.matters.memberForm(council.id, visitor);
  if (!form) error(404, 'not_found');
  const units = council.units.filter(({ id }) => form.units.includes(id)).map(({ id, name }) => ({ id, name }));
  return { form, units, mayStandIn: mayRun, ...freshReport(Date.now()) };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { visitor } = await councilVisit(locals, params.council);
    const { kept, photoIds, key } = reportFields(await request.formData());
    const back = { kept, photoIds, key, retryAfter: 0 };
    const read = readForm(memberReport, { ...kept, unitId: kept.unitId || null, photoIds, key });
    if (!read.ok) return fail(400, { ...back, wrong: read.wrong, code: null });
    const outcome = await house().office.matters.reportAsMember(params.council, visitor, read.form);
    if (!outcome.ok) return fail(400, { ...back, wrong: [], code: outcome.code });
    redirect(303, `/councils/${params.council}/matters/${outcome.matter.id}`);
  },
};
