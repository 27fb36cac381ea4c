import { Turned } from './answer.ts';
import { memberRoute, type MemberVisit, type Route } from './api-house.ts';

/** A meeting held against its charter, and put into a calendar. */
export const observanceRoutes: readonly Route[] = [
  memberRoute('GET', '/api/meetings/:id/checklist', async (visit) => {
    const meeting = await meetingOf(visit);
    const { parts } = await visit.house.office.checklists.of(meeting);
    return { json: { charter: meeting.charter.id, parts, breaches: meeting.breaches } };
  }),
  memberRoute('GET', '/api/meetings/:id/calendar.ics', async (visit) => {
    const meeting = await meetingOf(visit);
    return {
      text: { type: 'text/calendar; charset=utf-8', body: visit.house.office.feeds.meetingFile(meeting) },
      headers: { 'Content-Disposition': 'attachment; filename="meeting.ics"' },
    };
  }),
];

/** @throws Turned 404, the same for "no such meeting" and "not yours" */
async function meetingOf({ house, visitor, params }: MemberVisit) {
  const meeting = await house.meetings.state(params.id!, visitor.personId);
  if (!meeting) throw new Turned(404, 'not_found');
  return meeting;
}
