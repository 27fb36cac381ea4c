import { house } from '#lib/server/house.ts';
import { readCalendarYear } from '#lib/wire/calendar-form.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** @throws Kit's redirect to the login, or 404 for everybody but administrators */
const administrator = (locals: App.Locals) => {
  if (!locals.person) redirect(303, '/login?next=/calendar');
  if (!locals.person.admin) error(404, 'not_found');
  return locals.person;
};

/** The working calendar, a year at a time. */
export const load: PageServerLoad = async ({ locals, url }) => {
  administrator(locals);
  const years = await house().office.calendar.years();
  const wanted = url.searchParams.get('year');
  const year = years.find((one) => one.year === wanted);
  // The address names the year, so that saving one does not lead to the next that is not published.
  if (!year) redirect(303, `/calendar?year=${(years.find(({ published }) => !published) ?? years.at(-1)!).year}`);
  return { years: years.map(({ year: name, published }) => ({ year: name, published })), year };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { personId } = administrator(locals);
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '');
    const said = { holidays: text('holidays'), makeUp: text('makeUp'), published: form.has('published') };
    const year = text('year');
    const years = await house().office.calendar.years();
    if (!years.some((one) => one.year === year)) return fail(400, { ...said, year, wrong: null, brought: null });
    const read = readCalendarYear(year, said);
    if ('code' in read) return fail(400, { ...said, year, wrong: read, brought: null });
    const brought = await house().office.calendar.set(year, read, personId);
    return { ...said, year, wrong: null, brought };
  },
};
