import { councilVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor } = await councilVisit(locals, params.council);
  const outcome = await house().office.groups.list(visitor, council.id);
  if (!outcome.ok) error(404, 'not_found');
  const charter = await house().office.charters.charterOf(council.id);
  return {
    isNamed: charter.workingGroups,
    groups: outcome.groups.map(({ id, name, purpose, dissolvedAt, members, tasks }) => ({
      id,
      name,
      purpose,
      isOver: dissolvedAt !== null,
      lead: members.find(({ lead }) => lead)?.name ?? '',
      members: members.length,
      open: tasks.filter(({ doneAt }) => doneAt === null).length,
    })),
  };
};
