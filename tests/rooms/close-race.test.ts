import { expect, test } from 'vitest';
import { openArchive } from '../../server/archive/archive.ts';
import { MeetingRoom, type Outcome } from '../../server/rooms/meeting-room.ts';
import { Chance } from '../desk/chance.ts';
import { plan, text } from '../meeting/given.ts';
import { CHOICES, type Choice } from '#lib/meeting/vote.ts';
import { atScale } from '../scale.ts';
import { openRoom } from './room.ts';

const votes = atScale(50, 2_000);
const many = 50;

const units = Array.from({ length: many }, (_, i) => ({ id: `u${i}`, name: `Unit ${i}`, short: `${i}` }));
const voters = units.map(({ id }) => `of-${id}`);

/** A sitting of fifty units, a resolution for each vote. */
const council = {
  ...plan(),
  units,
  seats: [
    { personId: 'convener', name: 'Convener', unitId: null, roles: ['convener'] as const },
    { personId: 'chair', name: 'Chair', unitId: null, roles: ['chair'] as const },
    ...units.map(({ id, name }) => ({
      personId: `of-${id}`,
      name,
      unitId: id,
      roles: ['representative'] as const,
    })),
  ],
};

const accepted = (outcome: Outcome): boolean => 'seq' in outcome;

test(
  `[G5] ${votes} votes, ${many} ballots against ${many} closes on two nodes: every close gives the same set`,
  { timeout: votes * 2_000 },
  async () => {
    const chance = new Chance().told('ballots against closes');
    const archive = await openArchive();
    const { room, parts, must } = await openRoom(archive);
    await must('convener', { type: 'meeting.plan', ...council });
    await must('convener', { type: 'notice.send' });
    for (const who of ['chair', ...voters]) await must(who, { type: 'attendance.checkIn', mode: 'onSite' });
    await must('chair', { type: 'meeting.open' });
    const nodes = [room, await MeetingRoom.open('m1', parts)];

    /** Whoever loses a race reads what the other wrote. */
    const catchUp = async (id: string) => {
      for (const node of [nodes[1]!, room])
        await node.command('chair', `${id}-${nodes.indexOf(node)}`, { type: 'agenda.extend', minutes: 1 });
    };

    for (let round = 0; round < votes; round++) {
      const method = round % 2 ? 'secret' : 'open';
      await must('chair', { type: 'resolution.draft', ...text, responsible: [], supporting: [] });
      await must('chair', { type: 'vote.open', resolutionId: room.meeting.resolutions.at(-1)!.id, method });
      const voteId = room.meeting.votes.at(-1)!.id;
      await catchUp(`before-${round}`);
      const choices = new Map(voters.map((who) => [who, chance.pick(CHOICES)] as const));
      const ballots = voters.map((who) => async () => {
        const command = { type: 'ballot.cast', voteId, choice: choices.get(who)! } as const;
        return { who, id: `b-${round}-${who}`, command, outcome: await send(who, `b-${round}-${who}`, command) };
      });
      const closes = Array.from({ length: many }, (_, i) => async () => {
        const id = `c-${round}-${i}`;
        return { who: null, id, outcome: await send('chair', id, { type: 'vote.close', voteId }) };
      });
      const send = (who: string, id: string, command: Parameters<MeetingRoom['command']>[2]) =>
        chance.pick(nodes).command(who, id, command);
      // Ballots come a little before the closes on the whole, or each close would find an empty box.
      const order = chance.shuffled([...ballots, ...closes.slice(0, chance.below(many) + 1)]);
      const late = closes.filter((close) => !order.includes(close));
      const results = await Promise.all([...order, ...late].map((act) => act()));

      const cast = results.flatMap((one) => (one.who !== null && accepted(one.outcome) ? [one] : []));
      const shut = results.filter((one) => one.who === null && accepted(one.outcome));
      expect(shut, `seed ${chance.seed}`).toHaveLength(1);
      for (const one of results) {
        if (accepted(one.outcome)) continue;
        expect(one.outcome).toEqual({ refused: 'vote_closed' });
      }
      const log = await archive.events.read('m1', 0);
      const seen = log.filter(({ type, fields }) => type === 'vote.closed' && fields['voteId'] === voteId);
      expect(seen).toHaveLength(1);
      const counted = seen[0]!.fields['ballots'] as { unitId: string | null; choice: Choice }[];
      expect(counted).toHaveLength(cast.length);
      expect(counted.map(({ choice }) => choice).toSorted()).toEqual(
        cast.map(({ who }) => choices.get(who)!).toSorted(),
      );
      if (method === 'open')
        expect(counted.map(({ unitId }) => `of-${unitId}`).toSorted()).toEqual(cast.map(({ who }) => who).toSorted());
      // Everybody who asks again hears the same.
      const again = chance.pick(cast.length > 0 ? cast : [null]);
      if (again) expect(await nodes[0]!.command(again.who, again.id, again.command)).toEqual(again.outcome);
      expect(await archive.ballots.open('m1', voteId)).toEqual([]);
      await catchUp(`after-${round}`);
      expect(nodes[1]!.meeting.votes.at(-1)!.tally).toEqual(room.meeting.votes.at(-1)!.tally);
    }
    expect(await archive.events.verify('m1')).toMatchObject({ ok: true });
    await archive.close();
  },
);
