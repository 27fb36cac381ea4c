import { expect, test } from 'vitest';
import { initialMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import { openDeskHouse } from './desk-house.ts';

test('[G13] events that come in a burst are told of together, the last state always', async () => {
  const told: number[] = [];
  const house = await openDeskHouse({
    inscribe: (_doc, meeting: Meeting) => {
      told.push(meeting.seq);
      return false;
    },
  });
  const states = Array.from({ length: 200 }, (_, index) => ({ ...initialMeeting('burst'), seq: index + 1 }));
  await Promise.all(states.map((meeting) => house.desk.record('burst', meeting)));
  expect(told.at(-1)).toBe(200);
  expect(told.length).toBeLessThan(10);
  await house.desk.record('burst', { ...initialMeeting('burst'), seq: 201 });
  expect(told.at(-1)).toBe(201);
  expect(house.faults).toEqual([]);
  await house.close();
});
