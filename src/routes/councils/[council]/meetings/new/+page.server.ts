import { randomUUID } from 'node:crypto';
import { house } from '#lib/server/house.ts';
import { runningVisit } from '#lib/server/council-visit.ts';
import { instantOf, planForm, seriesForm, wrongParts } from '#lib/wire/planning-form.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor } = await runningVisit(locals, params.council);
  const [preview, series] = await Promise.all([
    house().office.planning.preview(visitor, council.id),
    house().office.series.view(visitor, council.id),
  ]);
  if (!preview) error(404, 'not_found');
  const { charter, ...rest } = preview;
  return {
    ...rest,
    charter: {
      name: charter.name,
      forms: charter.forms,
      categories: charter.categories,
      noticeLead: charter.notice.lead,
      agreement: charter.agreement !== null,
    },
    series,
    units: council.units.map(({ id, short }) => ({ id, short })),
    commandId: randomUUID(),
    now: Date.now(),
  };
};

export const actions: Actions = {
  plan: async ({ request, locals, params }) => {
    const { council, visitor } = await runningVisit(locals, params.council);
    const sent = await request.formData();
    const text = (name: string): string => String(sent.get(name) ?? '');
    const kept = Object.fromEntries(
      ['id', 'title', 'form', 'kind', 'reason', 'day', 'time', 'place', 'link', 'agendaOf'].map((name) => [
        name,
        text(name),
      ]),
    );
    const matterIds = sent.getAll('matter').map(String);
    const { day, time, agendaOf, ...fields } = kept as Record<'day' | 'time' | 'agendaOf', string>;
    const startsAt = instantOf(day, time) ?? '';
    const read = v.safeParse(planForm, { ...fields, startsAt, matterIds, agendaOf: agendaOf || null });
    const back = { plan: { ...kept, matterIds } };
    if (!read.success) return fail(400, { ...back, wrong: wrongParts(read.issues), code: null });
    const planned = await house().office.planning.plan(visitor, council.id, read.output);
    if (!planned.ok) return fail(409, { ...back, wrong: [], code: planned.code });
    // An administrator may plan for a council without sitting on it, and then has no seat in the meeting either.
    const isSeated = (await house().stateFor(planned.meetingId, visitor.personId)) !== null;
    redirect(303, isSeated ? `/meetings/${planned.meetingId}/plan` : `/councils/${council.id}`);
  },

  series: async ({ request, locals, params }) => {
    const { council, visitor } = await runningVisit(locals, params.council);
    const sent = await request.formData();
    const text = (name: string): string => String(sent.get(name) ?? '');
    const number = (name: string): number => Number(text(name));
    const on = text('on') === 'day' ? { day: number('day') } : { nth: number('nth'), weekday: number('weekday') };
    const months = number('months');
    const first = months === 1 ? 1 : number('first');
    const form = { rule: { months, first, on }, time: text('time'), place: text('place'), link: text('link') };
    const read = v.safeParse(seriesForm, form);
    if (!read.success) return fail(400, { series: wrongParts(read.issues) });
    await house().office.series.set(visitor, council.id, read.output);
    return { seriesSet: true };
  },

  drafts: async ({ request, locals, params }) => {
    const { council, visitor } = await runningVisit(locals, params.council);
    const days = (await request.formData()).getAll('date').map(String);
    const planned = await house().office.series.planOn(visitor, council.id, days);
    if (!planned.ok) return fail(409, { draftsCode: planned.code });
    return { drafted: planned.meetingIds.length };
  },
};
