import { arrive, callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { turnedDown } from '#lib/server/turned-down.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

/** Where a letter's link leads inside its meeting: to the notice with the answer that was chosen, or the minutes. */
function placeIn(meetingId: string, query: URLSearchParams): string {
  const to = query.get('to');
  if (to !== 'notice' && to !== 'minutes') return `/meetings/${meetingId}`;
  const answer = query.get('answer');
  const chosen = to === 'notice' && answer ? `?${new URLSearchParams({ answer })}#reply` : '';
  return `/meetings/${meetingId}/${to}${chosen}`;
}

/** Opening the address redeems nothing: chat apps fetch links to preview them. Only the button does. */
export const actions: Actions = {
  default: async (event) => {
    const outcome = await house().accounts.redeemLink(event.params.token, callerOf(event));
    if (!outcome.ok) return turnedDown(event, outcome, 404, {});
    arrive(event, outcome.setCookie);
    redirect(303, outcome.meetingId ? placeIn(outcome.meetingId, event.url.searchParams) : '/');
  },
};
