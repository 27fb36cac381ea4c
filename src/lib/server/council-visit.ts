import { error, redirect } from '@sveltejs/kit';
import { house } from './house.ts';

/**
 * Who visits which council, for pages below `/councils/[council]`.
 * @throws Kit's redirect to the login, or 404 for strangers: the council does not exist for them
 */
export async function councilVisit(locals: App.Locals, councilId: string) {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(`/councils/${councilId}`)}`);
  const standing = await house().office.standing(councilId, locals.person);
  const council = standing && (await house().archive.councils.get(councilId));
  if (!standing || !council) error(404, 'not_found');
  return { visitor: locals.person, council, ...standing };
}

/** The same for pages that only those who run the council may see. */
export async function runningVisit(locals: App.Locals, councilId: string) {
  const visit = await councilVisit(locals, councilId);
  if (!visit.mayRun) error(404, 'not_found');
  return visit;
}
