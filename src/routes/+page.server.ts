import { randomUUID } from 'node:crypto';
import { mayRead } from '#lib/meeting/meeting.ts';
import { house } from '#lib/server/house.ts';
import { readCommand } from '#lib/wire/command-schemas.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { gatherHome } from './gathering.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!locals.person) redirect(303, '/login');
  const { personId } = locals.person;
  return { ...(await gatherHome(personId, url.searchParams.get('month'))), commandId: randomUUID() };
};

export const actions: Actions = {
  /** My unit answers the notice. */
  reply: async ({ request, locals }) => {
    if (!locals.person) redirect(303, '/login');
    const { personId } = locals.person;
    const form = await request.formData();
    const [meetingId, id, answer] = ['meeting', 'command', 'answer'].map((name) => String(form.get(name) ?? ''));
    const sent = readCommand({ meetingId, id, type: 'reply.give', answer });
    if (!sent) return fail(400, { code: 'error.malformed' as const });
    const room = await house().rooms.get(sent.meetingId);
    if (!room || !mayRead(room.meeting, personId)) return fail(404, { code: 'error.not_found' as const });
    const outcome = await room.command(personId, sent.id, sent.command);
    if ('refused' in outcome) return fail(409, { code: `refusal.${outcome.refused}` as const });
    if ('conflict' in outcome) return fail(409, { code: 'error.conflict' as const });
    return { code: null };
  },
};
