import { house } from '#lib/server/house.ts';
import { menderOf } from '#lib/views/compliance/mends.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The meeting held against its charter, for everybody with a seat. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname)}`);
  const { personId } = locals.person;
  const meeting = await house().stateFor(params.id, personId);
  if (!meeting) error(404, 'not_found');
  const { id, title, council, charter, stage, startsAt, breaches } = meeting;
  return {
    meeting: { id, title, stage, startsAt, council: council.name, charter, breaches },
    ...(await house().office.checklists.of(meeting)),
    mender: menderOf(meeting, personId),
  };
};
