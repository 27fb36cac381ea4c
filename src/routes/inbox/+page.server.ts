import type { ChangeLine } from '#lib/document/notice-paper.ts';
import { house } from '#lib/server/house.ts';
import { councilOf } from '#lib/server/my-council.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const LOGIN = '/login?next=/inbox';

/** What of a letter is shown before it is opened. */
interface Told {
  readonly intro: string;
  readonly changes?: readonly ChangeLine[];
  readonly note?: string;
}

export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.person) redirect(303, LOGIN);
  const { personId } = locals.person;
  const messages = await house().post.inbox(personId);
  return {
    council: await councilOf(personId),
    messages: messages.map(({ id, kind, subject, madeAt, readAt, body }) => {
      const { intro, changes = [], note = '' } = JSON.parse(body) as Told;
      return { id, kind, subject, intro, changes, note, at: madeAt, isRead: readAt !== null };
    }),
  };
};

export const actions: Actions = {
  /** One message is read, and leads to what it is about. */
  open: async ({ locals, request }) => {
    if (!locals.person) redirect(303, LOGIN);
    const id = String((await request.formData()).get('message') ?? '');
    const message = await house().post.open(locals.person.personId, id);
    if (!message) error(404, 'not_found');
    redirect(303, `/meetings/${message.meetingId}/${message.kind === 'minutes' ? 'minutes' : 'notice'}`);
  },

  readAll: async ({ locals }) => {
    if (!locals.person) redirect(303, LOGIN);
    await house().post.openAll(locals.person.personId);
    redirect(303, '/inbox');
  },
};
