import type { MatterActType } from '#lib/meeting/matter.ts';
import { readMatterFilter } from '#lib/wire/matter-filter.ts';
import { matterActs, memberReport, PHOTOS, type MatterAct } from '#lib/wire/matter-form.ts';
import type { MatterOutcome } from '../office/matter-outcome.ts';
import { Turned, type Answer } from './answer.ts';
import { memberRoute, type MemberVisit, type Route, type Visit } from './api-house.ts';
import { readUpload } from './upload.ts';

const statuses: Partial<Record<string, number>> = {
  not_found: 404,
  rate_limited: 429,
  report_closed: 404,
  photo_unreadable: 415,
  matter_moved: 409,
  matter_not_now: 409,
};

/** What was granted. @throws Turned with the code of the sentence */
export function grantedMatter<T extends object>(outcome: MatterOutcome<T>): { ok: true } & T {
  if (outcome.ok) return outcome;
  const { code, retryAfter } = outcome;
  throw new Turned(statuses[code] ?? 400, code, retryAfter ? { 'Retry-After': String(retryAfter) } : {});
}

/** What is taken for a photo, by its bytes. */
const pictures = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/**
 * Reads a photo's raw body.
 * @throws Turned 413 `photo_too_large`, 415 `photo_unreadable`, 400 `file_empty`
 */
export async function readPhoto({ req }: Pick<Visit, 'req'>): Promise<Buffer> {
  try {
    return (await readUpload(req, PHOTOS.bytes, pictures)).bytes;
  } catch (error) {
    if (!(error instanceof Turned)) throw error;
    if (error.code === 'file_too_large') throw new Turned(413, 'photo_too_large', error.headers);
    throw error.code === 'file_not_accepted' ? new Turned(415, 'photo_unreadable') : error;
  }
}

/** A file as an answer: kept by this browser only, never sniffed, never run. @throws Turned 404 */
export function photoAnswer(photo: { type: string; bytes: Buffer } | null): Answer {
  if (!photo) throw new Turned(404, 'not_found');
  const headers = { 'Cache-Control': 'private, max-age=3600', 'Content-Disposition': 'inline; filename="photo.jpg"' };
  return { file: photo, headers };
}

/** The matters of a council, for its members. */
export const matterRoutes: readonly Route[] = [
  memberRoute('GET', '/api/councils/:id/matters', async ({ house, visitor, params, query }) => {
    const filter = { ...readMatterFilter(query), view: 'table' as const };
    const found = await house.office.matters.list(params.id!, visitor, filter);
    if (!found) throw new Turned(404, 'not_found');
    const { rows, counts, total, pages } = found;
    return { json: { matters: rows, counts, total, pages } };
  }),
  memberRoute(
    'POST',
    '/api/councils/:id/matters',
    async ({ house, visitor, params, body }) => {
      const { matter, token } = grantedMatter(await house.office.matters.reportAsMember(params.id!, visitor, body));
      return { status: 201, json: { id: matter.id, path: `/r/${token}` } };
    },
    memberReport,
  ),
  memberRoute('GET', '/api/councils/:id/matters.xlsx', (visit) => sheetAs(visit, 'xlsx')),
  memberRoute('GET', '/api/councils/:id/matters.csv', (visit) => sheetAs(visit, 'csv')),
  memberRoute('GET', '/api/councils/:id/matters/:matter', async ({ house, visitor, params }) => {
    const matter = await house.office.matters.one(params.id!, params.matter!, visitor);
    if (!matter) throw new Turned(404, 'not_found');
    return { json: { matter } };
  }),
  ...(Object.keys(matterActs) as MatterActType[]).map(actRoute),
  memberRoute('POST', '/api/councils/:id/photos', async (visit) => {
    const { house, visitor, params } = visit;
    grantedMatter(await house.office.matters.mayUpload(params.id!, visitor));
    const bytes = await readPhoto(visit);
    const { photoId } = grantedMatter(await house.office.matters.keepPhoto(params.id!, visitor.personId, bytes));
    return { status: 201, json: { id: photoId } };
  }),
  memberRoute('GET', '/api/councils/:id/photos/:photo', async ({ house, visitor, params }) =>
    photoAnswer(await house.office.matters.photo(params.id!, params.photo!, visitor)),
  ),
];

function actRoute(act: MatterActType): Route {
  return memberRoute(
    'POST',
    `/api/councils/:id/matters/:matter/${act}`,
    async ({ house, visitor, params, body }) => {
      const wish = { ...body, act, matterId: params.matter! } as { matterId: string } & MatterAct;
      const { matter } = grantedMatter(await house.office.matters.act(params.id!, visitor, wish));
      const { id, number, state, version } = matter;
      return { json: { id, number, state, version } };
    },
    matterActs[act],
  );
}

async function sheetAs({ house, visitor, params, query }: MemberVisit, format: 'xlsx' | 'csv'): Promise<Answer> {
  const wish = { filter: readMatterFilter(query), format, locale: visitor.locale };
  const file = await house.office.matters.sheet(params.id!, visitor, wish);
  if (!file) throw new Turned(404, 'not_found');
  return { file, headers: { 'Content-Disposition': `attachment; filename="matters.${format}"` } };
}
