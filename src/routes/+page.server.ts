import { randomUUID } from 'node:crypto';
import { mayRead, type Meeting } from '#lib/meeting/meeting.ts';
import { house } from '#lib/server/house.ts';
import { councilOf } from '#lib/server/my-council.ts';
import { homeOf } from '#lib/views/home/home-view.ts';
import { readCommand } from '#lib/wire/command-schemas.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Meetings whose logs are folded for the page; older ones are found through them. */
const SHOWN = 24;

export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.person) redirect(303, '/login');
  const { personId } = locals.person;
  const summaries = (await house().meetingsOf(personId)).slice(0, SHOWN);
  const states = await Promise.all(summaries.map(({ id }) => house().stateFor(id, personId)));
  const meetings = states.filter((state): state is Meeting => state !== null);
  return { home: homeOf(meetings, personId, Date.now()), council: await councilOf(personId), commandId: randomUUID() };
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
