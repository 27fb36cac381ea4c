import * as v from 'valibot';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { DELIVERY_TYPES, deliveryQuery, MAX_FILE_BYTES, planForm, slotQuery } from '#lib/wire/planning-form.ts';
import { Turned, type Answer } from './answer.ts';
import { memberRoute, type MemberVisit, type Route } from './api-house.ts';
import { readUpload } from './upload.ts';

/** Meetings being planned, and the files that come in for them. */
export const planningRoutes: readonly Route[] = [
  memberRoute(
    'POST',
    '/api/councils/:id/meetings',
    async ({ house, visitor, params, body }) => {
      const planned = await house.office.planning.plan(visitor, params.id!, body);
      if (!planned.ok) throw new Turned(planned.code === 'not_found' ? 404 : 409, planned.code);
      return { status: 201, json: { meetingId: planned.meetingId } };
    },
    planForm,
  ),
  memberRoute('GET', '/api/councils/:id/overlaps', async ({ house, visitor, params, query }) => {
    const read = v.safeParse(slotQuery, Object.fromEntries(query));
    if (!read.success) throw new Turned(400, 'malformed');
    return { json: { overlaps: await house.office.planning.overlaps(visitor, params.id!, read.output) } };
  }),
  memberRoute('POST', '/api/meetings/:id/files', deliver),
  memberRoute('GET', '/api/meetings/:id/files/:file', async (visit) => {
    const meeting = await meetingOf(visit);
    const found = await visit.house.office.materials.read(meeting, visit.visitor.personId, visit.params.file!);
    if (!found) throw new Turned(404, 'not_found');
    const { file, bytes } = found;
    return {
      file: { type: file.type, bytes },
      headers: {
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
        'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      },
    };
  }),
];

/** @throws Turned 404, the same for "no such meeting" and "not yours" */
async function meetingOf({ house, visitor, params }: MemberVisit): Promise<Meeting> {
  const meeting = await house.meetings.state(params.id!, visitor.personId);
  if (!meeting) throw new Turned(404, 'not_found');
  return meeting;
}

/** The right to bring it is asked before the bytes are read. */
async function deliver(visit: MemberVisit): Promise<Answer> {
  const { house, visitor, query, req } = visit;
  const meeting = await meetingOf(visit);
  const read = v.safeParse(deliveryQuery, Object.fromEntries(query));
  if (!read.success) throw new Turned(400, 'malformed');
  const { id, name, unit, item } = read.output;
  const delivery = { id, name, unitId: unit ?? null, itemId: item ?? null };
  const refusal = house.office.materials.refusalOf(meeting, visitor.personId, delivery);
  if (refusal) return refused(visit, refusal);
  const { bytes, type } = await readUpload(req, MAX_FILE_BYTES, DELIVERY_TYPES);
  const brought = { ...delivery, bytes, mime: type };
  const done = await house.office.materials.deliver(meeting, visitor.personId, brought);
  if (done.ok) {
    const { id: fileId, size, sha256 } = done.file;
    return { status: 201, json: { materialId: done.materialId, fileId, name, size, sha256, mime: type } };
  }
  if ('refused' in done) return refused(visit, done.refused);
  throw new Turned(409, 'malformed');
}

/** A rule said no: its code and sentence, as over the socket. The rest of an upload is not waited for. */
function refused({ house, visitor }: MemberVisit, code: Parameters<typeof house.message>[1]): Answer {
  const message = house.message(visitor.locale, code);
  return { status: 409, json: { error: { code, message } }, headers: { Connection: 'close' } };
}
