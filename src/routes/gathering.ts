import type { Meeting } from '#lib/meeting/meeting.ts';
import { hasRole } from '#lib/meeting/seat.ts';
import { house } from '#lib/server/house.ts';
import { draftOf, type DraftLine } from '#lib/views/home/draft-step.ts';
import { homeOf } from '#lib/views/home/home-view.ts';
import { monthIn, monthOf } from '#lib/views/home/month.ts';
import { byUrgency, owedOf } from '#lib/views/home/owed.ts';

/** Meetings whose logs are folded for the page: all that are not over, up to so many, and the latest of the others. */
const SHOWN = { open: 24, over: 8 };
/** Stages after which nothing is asked of anybody. */
const DONE = new Set(['signed', 'archived', 'cancelled']);

const runs = (meeting: Meeting, personId: string): boolean =>
  hasRole(meeting, personId, 'convener', 'secretary', 'chair', 'recorder');

const convenes = (meeting: Meeting, personId: string): boolean =>
  hasRole(meeting, personId, 'convener', 'secretary', 'chair');

/** Councils with what the person is in each. */
async function councilsOf(personId: string) {
  const { councils } = house().archive;
  const seats = await councils.seatsOf(personId);
  const lines = [];
  for (const councilId of new Set(seats.map((seat) => seat.councilId))) {
    const council = await councils.get(councilId);
    const mine = seats.filter((seat) => seat.councilId === councilId);
    const units = mine.map(({ unitId }) => council?.units.find(({ id }) => id === unitId)?.short ?? '');
    if (council)
      lines.push({
        id: council.id,
        name: council.name,
        roles: [...new Set(mine.flatMap((seat) => seat.roles))],
        unit: units.find((unit) => unit !== '') ?? '',
      });
  }
  return lines;
}

/** Drafts with their next step, and how the charter stands in the meetings that this person runs. */
async function runningOf(meetings: readonly Meeting[], personId: string) {
  const { checklists } = house().office;
  const drafts: DraftLine[] = [];
  for (const meeting of meetings.filter((one) => one.stage === 'planned' && convenes(one, personId)))
    drafts.push(draftOf(meeting, (await checklists.of(meeting)).checks));
  return { drafts, observed: await checklists.pressing(meetings.filter((one) => runs(one, personId))) };
}

/**
 * Everything that 会务台 shows to a person.
 * @param asked the month of the calendar, `2026-11`; null: this one
 */
export async function gatherHome(personId: string, asked: string | null) {
  const now = Date.now();
  const { office, meetingsOf, stateFor } = house();
  const summaries = await meetingsOf(personId);
  const coming = summaries.filter(({ stage }) => !DONE.has(stage)).slice(0, SHOWN.open);
  const past = summaries.filter(({ stage }) => DONE.has(stage)).slice(0, SHOWN.over);
  const states = await Promise.all([...coming, ...past].map(({ id }) => stateFor(id, personId)));
  const meetings = states.filter((state): state is Meeting => state !== null);
  const month = monthIn(asked, now);
  const years = await office.calendar.years();
  const year = years.find(({ year: name }) => month.startsWith(name)) ?? null;
  const home = homeOf(meetings, personId, now);
  const { drafts, observed } = await runningOf(meetings, personId);
  return {
    home: { ...home, others: home.others.filter(({ id }) => !drafts.some((draft) => draft.id === id)) },
    owed: meetings
      .flatMap((meeting) => owedOf(meeting, personId, now))
      .filter(({ kind, meetingId }) => kind !== 'reply' || meetingId !== home.next?.id)
      .toSorted(byUrgency),
    drafts,
    observed,
    councils: await councilsOf(personId),
    month: monthOf(month, summaries, { year, now }),
  };
}
