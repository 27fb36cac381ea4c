import { councilVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { actOnMatter } from '#lib/server/matter-act.ts';
import { readMatterFilter } from '#lib/wire/matter-filter.ts';
import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { visitor, council } = await councilVisit(locals, params.council);
  const { matters } = house().office;
  const filter = readMatterFilter(url.searchParams);
  const [listing, form, isOpen] = await Promise.all([
    matters.list(council.id, visitor, filter),
    matters.memberForm(council.id, visitor),
    matters.isOpen(council.id),
  ]);
  if (!listing || !form) error(404, 'not_found');
  const { categories, communities } = form;
  const units = [...council.units, ...council.retired].map(({ id, name, short }) => ({ id, name, short }));
  return { filter, listing, categories, communities, units, isOpen, mayReport: form.mayRun || form.units.length > 0 };
};

export const actions: Actions = {
  act: (event) => actOnMatter(event, event.params.council),

  /** Opens or shuts the public form. */
  form: async ({ locals, params, request }) => {
    const { visitor } = await councilVisit(locals, params.council);
    const open = (await request.formData()).get('open') === '1';
    const outcome = await house().office.matters.setOpen(params.council, visitor, open);
    if (!outcome.ok) error(404, 'not_found');
    return { act: 'form', code: null, wrong: [] as string[] };
  },
};
