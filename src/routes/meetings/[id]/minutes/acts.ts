import { randomUUID } from 'node:crypto';
import { mayRead } from '#lib/meeting/meeting.ts';
import { house } from '#lib/server/house.ts';
import { readCommand, type ClientCommandType } from '#lib/wire/command-schemas.ts';
import { error, fail, type RequestEvent } from '@sveltejs/kit';

/** What the page may send. */
export type Act = Extract<
  ClientCommandType,
  'minutes.sign' | 'minutes.object' | 'minutes.finalise' | 'minutes.reopen' | 'meeting.archive'
>;

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

const sameText = (form: FormData) => ({ version: Number(text(form, 'version')), hash: text(form, 'hash') });

/** The fields of each command, as the forms have them. */
const fields: Record<Act, (form: FormData) => object> = {
  'minutes.sign': (form) => {
    const drawing = text(form, 'drawing');
    return { ...sameText(form), ...(drawing === '' ? { method: 'click' } : { method: 'drawn', drawing }) };
  },
  'minutes.object': (form) => ({ ...sameText(form), reason: text(form, 'reason') }),
  'minutes.finalise': () => ({}),
  'minutes.reopen': (form) => ({ reason: text(form, 'reason') }),
  'meeting.archive': () => ({}),
};

/**
 * A form's command on its way to the room, under the id the page came with: a form that is sent twice acts once (G3).
 * @returns the action that answers `{ done }`, or `{ code }` of a refusal or an error; `next` is the next command's id
 */
export const acting =
  (type: Act) =>
  async ({ request, params, locals }: RequestEvent<{ id: string }>) => {
    if (!locals.person) return fail(401, { code: 'no_session' as const });
    const { personId } = locals.person;
    const form = await request.formData();
    const sent = readCommand({ meetingId: params.id, id: text(form, 'command'), type, ...fields[type](form) });
    if (!sent) return fail(400, { code: 'malformed' as const, next: randomUUID() });
    const room = await house().rooms.get(params.id);
    if (!room || !mayRead(room.meeting, personId)) error(404);
    const outcome = await room.command(personId, sent.id, sent.command);
    if ('refused' in outcome) return fail(409, { code: outcome.refused, next: randomUUID() });
    if ('conflict' in outcome) return fail(409, { code: 'conflict' as const, next: randomUUID() });
    return { done: type, next: randomUUID() };
  };

/** The author drops a late edit of theirs. */
export async function dropLate({ request, params, locals }: RequestEvent<{ id: string }>) {
  if (!locals.person) return fail(401, { code: 'no_session' as const });
  const { archive } = house();
  const id = text(await request.formData(), 'late');
  const kept = await archive.minutes.lateEdits(params.id);
  const isDropped =
    kept.some((edit) => edit.id === id) && (await archive.minutes.dismissLate(id, locals.person.personId));
  return isDropped ? { done: 'late.drop' as const } : fail(404, { code: 'not_found' as const });
}
