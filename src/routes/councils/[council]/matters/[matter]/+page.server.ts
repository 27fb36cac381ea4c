import { councilVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { actOnMatter } from '#lib/server/matter-act.ts';
import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { visitor, council } = await councilVisit(locals, params.council);
  const { matters } = house().office;
  const matter = await matters.one(council.id, params.matter, visitor);
  if (!matter) error(404, 'not_found');
  const meeting = matter.meetingId === null ? null : await house().stateFor(matter.meetingId, visitor.personId);
  const targets = matter.acts.includes('merge') ? await matters.targets(council.id, matter.id) : [];
  return {
    matter,
    targets,
    units: council.units.map(({ id, name }) => ({ id, name })),
    meeting: meeting && { id: meeting.id, title: meeting.title },
  };
};

export const actions: Actions = {
  default: (event) => actOnMatter(event, event.params.council, event.params.matter),
};
