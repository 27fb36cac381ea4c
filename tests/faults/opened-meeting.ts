import { Member } from '../protocol/client.ts';
import { type RunningHouse, startHouse } from '../browser/running-house.ts';

/** A house in a process of its own, and its sample meeting in session with the chair in it. */
export interface OpenedMeeting {
  readonly house: RunningHouse;
  readonly chair: Member;
  readonly meetingId: string;
}

/** The program of the tests: the real house without pages. */
export const entry = ['tests/faults/bare-house.ts'];

/** The meeting of the sample that can be opened now. */
export async function noticedMeeting(member: Member): Promise<string> {
  const { meetings } = await member.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
  return meetings.find(({ state }) => state === 'noticed')!.id;
}

/** Starts a house and opens the meeting. */
export async function openMeeting(): Promise<OpenedMeeting> {
  const house = await startHouse({ entry });
  const chair = await Member.login(house.url, 'chair');
  const meetingId = await noticedMeeting(chair);
  await chair.join(meetingId);
  await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
  await chair.do({ type: 'meeting.open' });
  return { house, chair, meetingId };
}
