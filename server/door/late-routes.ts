import type { Meeting } from '#lib/meeting/meeting.ts';
import { lateEditsFor } from '#lib/wire/late-edits.ts';
import { Turned } from './answer.ts';
import { memberRoute, type MemberVisit, type Route } from './api-house.ts';

/** The final texts of the minutes, and what came after them. */
export const lateRoutes: readonly Route[] = [
  memberRoute('GET', '/api/meetings/:id/versions', async (visit) => {
    const meeting = await meetingOf(visit);
    return { json: { versions: meeting.versions.map((version) => shownVersion(meeting, version)) } };
  }),
  memberRoute('GET', '/api/meetings/:id/late-edits', async (visit) => {
    const meeting = await meetingOf(visit);
    const kept = await visit.house.archive.minutes.lateEdits(meeting.id);
    return { json: { lateEdits: lateEditsFor(meeting, visit.visitor.personId, kept) } };
  }),
  memberRoute('DELETE', '/api/meetings/:id/late-edits/:late', async (visit) => {
    const { house, visitor, params } = visit;
    const meeting = await meetingOf(visit);
    const kept = await house.archive.minutes.lateEdits(meeting.id);
    const isHere = kept.some((edit) => edit.id === params.late);
    if (!isHere || !(await house.archive.minutes.dismissLate(params.late!, visitor.personId)))
      throw new Turned(404, 'not_found');
    return {};
  }),
];

/** @throws Turned 404, the same for "no such meeting" and "not yours" */
async function meetingOf({ house, visitor, params }: MemberVisit): Promise<Meeting> {
  const meeting = await house.meetings.state(params.id!, visitor.personId);
  if (!meeting) throw new Turned(404, 'not_found');
  return meeting;
}

function shownVersion(meeting: Meeting, entry: Meeting['versions'][number]): object {
  const { version, hash, finalisedAt, finalisedBy, signers, signatures, reopened } = entry;
  return {
    version,
    hash,
    finalisedAt,
    finalisedBy,
    current: reopened === null,
    signers: signers.length,
    signed: signatures.length,
    minutes: `/api/meetings/${encodeURIComponent(meeting.id)}/minutes.json?version=${version}`,
  };
}
