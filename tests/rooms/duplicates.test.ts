import { expect, test } from 'vitest';
import type { Command } from '#lib/meeting/meeting.ts';
import { openArchive } from '../../server/archive/archive.ts';
import { MeetingRoom, type Outcome } from '../../server/rooms/meeting-room.ts';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { openRoom } from './room.ts';

const deliveries = atScale(5_000, 100_000);
const people = ['chair', 'fire', 'water', 'owners', 'company', 'expert'];

interface Letter {
  readonly actor: string;
  readonly id: string;
  readonly command: Command;
}

/** A command that somebody might send, not always with the right to. */
function letter(chance: Chance, n: number): Letter {
  const actor = chance.pick(people);
  const command = chance.pick<Command>([
    { type: 'problem.record', text: `problem ${n}` },
    { type: 'agenda.extend', minutes: 1 + chance.below(20) },
    { type: 'floor.request', kind: chance.pick(['speak', 'order']) },
    { type: 'floor.withdraw' },
    { type: 'attendance.checkIn', mode: chance.pick(['onSite', 'remote']) },
    { type: 'nextMeeting.set', startsAt: '2027-01-01T06:00:00.000Z', place: `hall ${n}`, topics: '' },
  ]);
  return { actor, id: `letter-${String(n).padStart(6, '0')}`, command };
}

/** The same id with another body, or from another person. */
function forged(chance: Chance, { actor, id, command }: Letter): Letter {
  if (chance.below(2)) return { id, command, actor: people[(people.indexOf(actor) + 1) % people.length]! };
  return { actor, id, command: { type: 'problem.record', text: 'something else' } };
}

const body = ({ actor, command }: Letter): string => JSON.stringify([actor, command]);

test(
  `[G3] ${deliveries} duplicated, reordered and delayed commands over two nodes and restarts act once`,
  { timeout: deliveries * 12 },
  async () => {
    const chance = new Chance().told('duplicated commands');
    const archive = await openArchive();
    const { parts, begin, room } = await openRoom(archive);
    await begin();
    const started = room.meeting.seq;
    let nodes = [room, await MeetingRoom.open('m1', parts)];
    /** By id: the body that was taken and what it was answered. */
    const taken = new Map<string, { body: string; outcome: string }>();

    const heard = (sent: Letter, outcome: Outcome) => {
      const known = taken.get(sent.id);
      if ('conflict' in outcome) return expect(known?.body, `seed ${chance.seed}`).not.toBe(body(sent));
      if ('refused' in outcome) return;
      if (!known) return void taken.set(sent.id, { body: body(sent), outcome: JSON.stringify(outcome) });
      expect([body(sent), JSON.stringify(outcome)], `seed ${chance.seed}`).toEqual([known.body, known.outcome]);
    };

    let [sent, n] = [0, 0];
    const held: Letter[] = [];
    while (sent < deliveries) {
      const wave: Letter[] = [];
      for (let fresh = 0; fresh < 20; fresh++) {
        const one = letter(chance, n++);
        for (let copies = 1 + chance.below(3); copies > 0; copies--) (chance.below(5) ? wave : held).push(one);
        if (chance.below(4) === 0) wave.push(forged(chance, one));
      }
      for (let late = chance.below(12); late > 0 && held.length > 0; late--)
        wave.push(...held.splice(chance.below(held.length), 1));
      const order = chance.shuffled(wave);
      sent += order.length;
      const outcomes = await Promise.all(
        order.map(async (one) => ({ one, outcome: await chance.pick(nodes).command(one.actor, one.id, one.command) })),
      );
      // Answers are looked at in the order of the log, since several nodes answer in any order.
      for (const { one, outcome } of outcomes.toSorted((a, b) => seqOf(a.outcome) - seqOf(b.outcome)))
        heard(one, outcome);
      if (chance.below(8) === 0) nodes = [nodes[1]!, await MeetingRoom.open('m1', parts)];
    }

    for (const { actor, id, command } of held) {
      const outcome = await nodes[0]!.command(actor, id, command);
      heard({ actor, id, command }, outcome);
    }
    const log = await archive.events.read('m1', started);
    expect(log).toHaveLength(taken.size);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => started + 1 + i));
    for (const id of chance.shuffled([...taken.keys()]).slice(0, 200)) {
      const stored = await archive.events.answerFor('m1', id);
      expect(JSON.stringify({ seq: Number(stored!.answer) })).toBe(taken.get(id)!.outcome);
      expect(await nodes[0]!.command('chair', id, { type: 'agenda.advance' })).toEqual({ conflict: true });
    }
    expect(await archive.events.verify('m1')).toMatchObject({ ok: true });
    await archive.close();
  },
);

const seqOf = (outcome: Outcome): number => ('seq' in outcome ? outcome.seq : Infinity);
