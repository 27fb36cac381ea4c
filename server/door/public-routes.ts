import { residentReport, supplement } from '#lib/wire/matter-form.ts';
import { Turned } from './answer.ts';
import { openRoute, type Route } from './api-house.ts';
import { grantedMatter, photoAnswer, readPhoto } from './matter-routes.ts';

/** What residents do without an account: they report a matter and follow it by its link. */
export const publicRoutes: readonly Route[] = [
  openRoute(
    'POST',
    '/api/public/councils/:id/matters',
    async ({ house, params, body, from }) => {
      const sent = await house.office.matters.reportAsResident(params.id!, body, from.address);
      return { status: 201, json: { path: `/r/${grantedMatter(sent).token}` } };
    },
    residentReport,
  ),
  openRoute('POST', '/api/public/councils/:id/photos', async (visit) => {
    const { house, params, from } = visit;
    grantedMatter(await house.office.matters.mayUpload(params.id!, from));
    const bytes = await readPhoto(visit);
    const { photoId } = grantedMatter(await house.office.matters.keepPhoto(params.id!, 'resident', bytes));
    return { status: 201, json: { id: photoId } };
  }),
  openRoute('GET', '/api/public/matters/:token', async ({ house, params }) => {
    const matter = await house.office.matters.followed(params.token!);
    if (!matter) throw new Turned(404, 'not_found');
    return { json: { matter } };
  }),
  openRoute(
    'POST',
    '/api/public/matters/:token/supplement',
    async ({ house, params, body, from }) => {
      grantedMatter(await house.office.matters.supplement(params.token!, body.text, from.address));
      return {};
    },
    supplement,
  ),
  openRoute('GET', '/api/public/matters/:token/photos/:photo', async ({ house, params }) =>
    photoAnswer(await house.office.matters.followedPhoto(params.token!, params.photo!)),
  ),
];
