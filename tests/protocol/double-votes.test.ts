import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHOICES } from '#lib/meeting/vote.ts';
import { noticedMeeting } from '../faults/opened-meeting.ts';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

const votes = atScale(50, 2_000);
const ballots = 100;
const present = ['zongzhiban', 'xiaofang', 'gongdian', 'gongshui', 'gongqi', 'wuye'];

describe('one voter in two places at once', () => {
  let running: RunningHouse;
  let chair: Member;
  let meetingId: string;
  let sessions: Member[];

  beforeAll(async () => {
    running = await startDemo();
    chair = await Member.login(running.url, 'chair');
    meetingId = await noticedMeeting(chair);
    await chair.join(meetingId);
    await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
    for (const personId of present) await chair.do({ type: 'attendance.checkIn', mode: 'onSite', personId });
    await chair.do({ type: 'meeting.open' });
    sessions = await Promise.all([0, 1].map(() => Member.login(running.url, 'xiaofang')));
  });
  afterAll(async () => {
    chair.close();
    await running.stop();
  });

  /** New connections, each with the full allowance of messages. */
  const windows = () =>
    Promise.all(
      sessions.map(async ({ cookie }) => {
        const window = new Member(running.url, 'xiaofang');
        window.cookie = cookie;
        await window.join(meetingId);
        return window;
      }),
    );

  const openVote = async (method: 'open' | 'secret', round: number) => {
    const blank = { measures: '', responsible: [], supporting: [], person: '', deadline: null, important: false };
    await chair.do({ type: 'resolution.draft', title: 'Repair', text: `Repair ${round}`, ...blank });
    const { resolutions } = await chair.until((meeting) => meeting.resolutions.length === round + 1);
    await chair.do({ type: 'vote.open', resolutionId: resolutions[round]!.id, method, seconds: 0 });
    return (await chair.until((meeting) => meeting.votes.length === round + 1)).votes[round]!.id;
  };

  test(
    `[G2] [G3] ${votes} votes, ${ballots} parallel ballots with different choices over two sessions: exactly one counts`,
    { timeout: votes * 4_000 },
    async () => {
      const chance = new Chance().told('double votes');
      for (let round = 0; round < votes; round++) {
        const method = round % 2 ? 'secret' : 'open';
        const voteId = await openVote(method, round);
        const both = await windows();
        const sent = Array.from({ length: ballots }, () => ({
          id: crypto.randomUUID(),
          choice: chance.pick(CHOICES),
          window: both[chance.below(2)]!,
        }));
        const answers = await Promise.all(
          sent.map(async (one) => {
            const command = { type: 'ballot.cast', voteId, choice: one.choice } as const;
            const heard = await one.window.send(command, one.id);
            return { ...one, command, heard };
          }),
        );
        const accepted = answers.filter(({ heard }) => heard.ok);
        // Whoever is unsure sends the same again, perhaps from the other window, and hears the same.
        for (const { id, command, heard, window } of chance.shuffled(accepted).slice(0, 3)) {
          expect(await both[window === both[0] ? 1 : 0]!.send(command, id)).toEqual(heard);
          const other = { ...command, choice: command.choice === 'for' ? 'against' : 'for' } as const;
          expect(await both[0]!.send(other, id)).toMatchObject({ ok: false, code: 'conflict' });
        }
        await chair.do({ type: 'vote.close', voteId });
        const { votes: all } = await chair.until((meeting) => meeting.votes[round]?.status === 'closed');
        const { ballots: counted, tally } = all[round]!;
        expect(counted, `seed ${chance.seed}`).toHaveLength(1);
        expect(tally!.for + tally!.against + tally!.abstain).toBe(1);
        if (method === 'secret') {
          expect(accepted).toHaveLength(1);
          const { heard, choice } = accepted[0]!;
          expect(counted[0]).toEqual({ unitId: null, choice, receipt: heard.ok ? heard.receipt : '' });
        } else {
          // The last one the server took, in its own order: ballots of one commit share its number.
          const seqOf = (one: (typeof accepted)[number]) => (one.heard.ok ? one.heard.seq : 0);
          const last = Math.max(...accepted.map(seqOf));
          const lastOnes = accepted.filter((one) => seqOf(one) === last).map(({ choice }) => choice);
          expect(accepted).toHaveLength(ballots);
          expect(lastOnes).toContain(counted[0]!.choice);
          expect(counted[0]!.unitId).toBe('xiaofang');
        }
        for (const window of both) window.close();
      }
      expect(await running.house.archive.events.verify(meetingId)).toMatchObject({ ok: true });
    },
  );
});
