import { describe, expect, test } from 'vitest';
import type { Choice } from '#lib/meeting/vote.ts';
import { accounts } from '../../server/demo/council.ts';
import { type RunningHouse, startHouse } from '../browser/running-house.ts';
import { Member } from '../protocol/client.ts';
import { atScale } from '../scale.ts';

const kills = atScale(10, 500);
const clients = 50;
const choices: readonly Choice[] = ['for', 'against', 'abstain'];

/** A ballot that somebody tried to cast: written down before it is sent, settled by an answer, however late. */
interface Attempt {
  readonly unitId: string;
  readonly id: string;
  readonly choice: Choice;
  seq: number | null;
}

const voters = accounts.filter(({ roles }) => roles.includes('representative'));

async function windowsOf(house: RunningHouse): Promise<{ member: Member; unitId: string }[]> {
  const logins = await Promise.all(voters.map(({ username }) => Member.login(house.url, username)));
  return Array.from({ length: clients }, (_, index) => {
    const login = logins[index % logins.length]!;
    const member = new Member(house.url, login.username);
    member.cookie = login.cookie;
    return { member, unitId: voters[index % logins.length]!.unitId! };
  });
}

/** Opens the sample's meeting with every unit present and a vote that ends by hand. */
async function openVote(members: readonly Member[], meetingId: string): Promise<string> {
  const chair = members.find(({ username }) => username === 'chair')!;
  for (const member of members) {
    if (chair.meeting.attendance[member.username]) continue;
    await member.send({ type: 'attendance.checkIn', mode: 'onSite' });
    await chair.until((meeting) => meeting.attendance[member.username] !== undefined);
  }
  await chair.do({ type: 'meeting.open' });
  const blank = { measures: '', responsible: [], supporting: [], person: '', deadline: null, important: false };
  await chair.do({ type: 'resolution.draft', title: 'Repair', text: `Repair by June (${meetingId})`, ...blank });
  const { resolutions } = await chair.until((meeting) => meeting.resolutions.length === 1);
  await chair.do({ type: 'vote.open', resolutionId: resolutions[0]!.id, method: 'open', seconds: 0 });
  const { votes } = await chair.until((meeting) => meeting.votes.length === 1);
  return votes[0]!.id;
}

describe('killed while everybody votes', () => {
  test(
    `[G1] [G2] [G3] ${kills} kills, ${clients} clients: no acknowledged ballot is lost, none counts twice`,
    { timeout: kills * 15_000 },
    async () => {
      const entry = ['tests/faults/bare-house.ts'];
      let house = await startHouse({ entry });
      const { dataDir, port } = house;
      const windows = await windowsOf(house);
      const members = windows.map(({ member }) => member);
      const chair = members.find(({ username }) => username === 'chair')!;
      const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
      const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
      await Promise.all(members.map((member) => member.join(meetingId)));
      const voteId = await openVote(members, meetingId);
      const attempts: Attempt[] = [];

      for (let round = 0; round < kills; round += 1) {
        let answered = 0;
        let killed: Promise<void> | null = null;
        const enough = 20 + ((round * 37) % 200);
        await Promise.all(
          windows.map(async ({ member, unitId }) => {
            for (let turn = 0; !killed; turn += 1) {
              const choice = choices[(attempts.length + turn) % choices.length]!;
              const attempt: Attempt = { unitId, id: crypto.randomUUID(), choice, seq: null };
              attempts.push(attempt);
              const answer = await member.send({ type: 'ballot.cast', voteId, choice }, attempt.id).catch(() => null);
              if (answer?.ok) attempt.seq = answer.seq;
              answered += 1;
              if (answered >= enough) killed ??= house.kill();
            }
          }),
        );
        await killed;
        house = await startHouse({ entry, dataDir, port });
        await Promise.all(members.map((member) => member.join(meetingId)));
        const unknown = attempts.filter(({ seq }) => seq === null);
        for (const attempt of unknown) {
          const { member } = windows.find(({ unitId }) => unitId === attempt.unitId)!;
          attempt.seq = (await member.do({ type: 'ballot.cast', voteId, choice: attempt.choice }, attempt.id)).seq;
        }
      }

      await chair.do({ type: 'vote.close', voteId });
      const log = (await (await chair.fetch(`/api/meetings/${meetingId}/log?since=0`)).text()).trim().split('\n');
      const events = log.map(
        (line) => JSON.parse(line) as { seq: number; type: string; cast?: [unitId: string, personId: string][] },
      );
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      const lost = attempts.filter(({ seq, unitId }) => !events[seq! - 1]?.cast?.some(([unit]) => unit === unitId));
      expect(lost).toEqual([]);
      expect(events.flatMap(({ cast = [] }) => cast)).toHaveLength(attempts.length);

      const { votes } = await chair.until((meeting) => meeting.votes[0]?.status === 'closed');
      const last = voters.map(({ unitId }) => {
        const mine = attempts.filter((attempt) => attempt.unitId === unitId);
        return [unitId, mine.toSorted((a, b) => a.seq! - b.seq!).at(-1)!.choice];
      });
      const counted = votes[0]!.ballots.map(({ unitId, choice }) => [unitId, choice]);
      expect(counted.toSorted()).toEqual(last.toSorted());
      for (const member of members) member.close();
      await house.stop();
    },
  );
});
