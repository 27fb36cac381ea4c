import { describe, expect, test } from 'vitest';
import type { Choice } from '#lib/meeting/vote.ts';
import { MeetingRoom } from '../../server/rooms/meeting-room.ts';
import { text } from '../meeting/given.ts';
import { openRoom } from './room.ts';

const voters = ['chair', 'fire', 'water', 'owners', 'company'];

async function inVote(method: 'open' | 'secret') {
  const house = await openRoom();
  await house.begin();
  await house.must('chair', { type: 'resolution.draft', ...text });
  const resolutionId = house.room.meeting.resolutions[0]!.id;
  await house.must('chair', { type: 'vote.open', resolutionId, method });
  const voteId = house.room.meeting.votes[0]!.id;
  const cast = (choice: Choice) => ({ type: 'ballot.cast', voteId, choice }) as const;
  return { ...house, voteId, cast };
}

describe('a room', () => {
  test('carries out commands in order and numbers events without gaps', async () => {
    const { archive, room, begin } = await openRoom();
    await begin();
    const stored = await archive.events.read('m1', 0);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(room.meeting.seq).toBe(stored.length);
    expect(await archive.events.verify('m1')).toMatchObject({ ok: true });
  });

  test('a refused command leaves nothing in the store', async () => {
    const { archive, room, begin, act } = await openRoom();
    await begin();
    const before = { seq: room.meeting.seq, head: await archive.events.head('m1') };
    expect(await act('fire', { type: 'agenda.advance' })).toEqual({ refused: 'not_presiding' });
    expect({ seq: room.meeting.seq, head: await archive.events.head('m1') }).toEqual(before);
  });

  test('the same command id and body act once and are answered the same, also after a restart', async () => {
    const { archive, room, parts, begin, act } = await openRoom();
    await begin();
    const advance = { type: 'agenda.advance' } as const;
    const answers = await Promise.all([1, 2, 3].map(() => act('chair', advance, 'same-id-1')));
    answers.push(await act('chair', advance, 'same-id-1'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const again = await MeetingRoom.open('m1', parts);
    expect(await again.command('chair', 'same-id-1', advance)).toEqual(answers[0]);
    expect(again.meeting).toEqual(room.meeting);
    expect(await archive.events.head('m1')).toMatchObject({ seq: room.meeting.seq });
  });

  test('the same command id with another body or from another person is a conflict', async () => {
    const { begin, act } = await openRoom();
    await begin();
    await act('chair', { type: 'agenda.extend', minutes: 5 }, 'same-id-2');
    expect(await act('chair', { type: 'agenda.extend', minutes: 6 }, 'same-id-2')).toEqual({ conflict: true });
    expect(await act('vice', { type: 'agenda.extend', minutes: 5 }, 'same-id-2')).toEqual({ conflict: true });
  });

  test('commands that wait together share one commit, and each is answered after it', async () => {
    const { archive, room, begin, act } = await openRoom();
    await begin();
    let commits = 0;
    room.listen(() => commits++);
    const asked = await Promise.all(
      ['fire', 'water', 'owners'].map((who) => act(who, { type: 'floor.request', kind: 'speak' })),
    );
    expect(commits).toBe(1);
    expect(asked.map((outcome) => 'seq' in outcome && outcome.seq)).toEqual(
      [0, 1, 2].map((n) => room.meeting.seq - 2 + n),
    );
    expect(await archive.events.head('m1')).toMatchObject({ seq: room.meeting.seq });
  });

  test('a store that fails changes nothing and the command can be sent again', async () => {
    const { archive, room, begin, act } = await openRoom();
    await begin();
    const { append } = archive.events;
    const before = room.meeting;
    archive.events.append = () => Promise.reject(new Error('disk full'));
    await expect(act('chair', { type: 'agenda.advance' }, 'same-id-3')).rejects.toThrow('disk full');
    expect(room.meeting).toBe(before);
    archive.events.append = append;
    expect(await act('chair', { type: 'agenda.advance' }, 'same-id-3')).toHaveProperty('seq');
  });

  test('two rooms over one store stay one meeting: who loses the race decides again', async () => {
    const { room, parts, begin, act } = await openRoom();
    await begin();
    const other = await MeetingRoom.open('m1', parts);
    await act('chair', { type: 'agenda.advance' });
    expect(await other.command('fire', 'other-node-1', { type: 'floor.request', kind: 'speak' })).toHaveProperty('seq');
    expect(await other.command('chair', 'other-node-2', { type: 'agenda.goTo', itemId: 'b1' })).toEqual({
      refused: 'already_current',
    });
    await act('chair', { type: 'floor.grant', personId: 'fire' });
    expect(room.meeting.floor.speaker?.personId).toBe('fire');
    expect(room.meeting.agenda).toEqual(other.meeting.agenda);
  });
});

describe('a vote in a room', () => {
  test('[G5] a close amid ballots counts exactly those before it, and empties the box', async () => {
    for (let round = 0; round < 6; round++) {
      const { archive, room, act, cast, voteId } = await inVote(round % 2 ? 'secret' : 'open');
      const commands = voters.map((who) => () => act(who, cast('for')));
      commands.splice(round, 0, () => act('chair', { type: 'vote.close', voteId }));
      const outcomes = await Promise.all(commands.map((command) => command()));
      const counted = outcomes.filter((outcome) => 'seq' in outcome).length - 1;
      expect(room.meeting.votes[0]!.tally).toMatchObject({ for: counted, silent: 5 - counted });
      expect(counted).toBe(round);
      expect(await archive.ballots.open('m1', voteId)).toEqual([]);
      await archive.close();
    }
  });

  test('[G2] one voter, 100 parallel ballots with different choices: exactly one counts, the acknowledged one', async () => {
    const choices = ['for', 'against', 'abstain'] as const;
    for (const method of ['open', 'secret'] as const) {
      const { room, act, must, cast, voteId } = await inVote(method);
      const sent = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => ({
          choice: choices[n % 3]!,
          outcome: await act('fire', cast(choices[n % 3]!)),
        })),
      );
      const accepted = sent.filter(({ outcome }) => 'seq' in outcome);
      await must('chair', { type: 'vote.close', voteId });
      const { ballots } = room.meeting.votes[0]!;
      expect(ballots).toHaveLength(1);
      expect(ballots[0]!.choice).toBe(method === 'secret' ? accepted[0]!.choice : accepted.at(-1)!.choice);
      expect(accepted).toHaveLength(method === 'secret' ? 1 : 100);
    }
  });

  test('[V11] Ballots that wait together become one event, naming for whom and by whom they were cast', async () => {
    const { archive, room, act, must, cast } = await inVote('open');
    await must('fire', cast('for'));
    await Promise.all(['water', 'owners', 'chair'].map((who) => act(who, cast('against'))));
    const received = (await archive.events.read('m1', 0)).filter(({ type }) => type === 'ballot.received');
    expect(received.map(({ actor, fields }) => [actor, fields['cast']])).toEqual([
      ['fire', [['fire', 'fire']]],
      [
        'system',
        [
          ['water', 'water'],
          ['owners', 'owners'],
          ['office', 'chair'],
        ],
      ],
    ]);
    expect(room.meeting.votes[0]!.received).toBe('11110');
  });

  test('a secret ballot is answered with a receipt that stands in the published list, and with the same again', async () => {
    const { room, act, must, cast, voteId } = await inVote('secret');
    const first = await must('fire', cast('against'), 'secret-fire');
    await must('water', cast('for'));
    expect(await act('fire', cast('against'), 'secret-fire')).toEqual(first);
    expect(await act('fire', cast('for'), 'secret-fire')).toEqual({ conflict: true });
    await must('chair', { type: 'vote.close', voteId });
    const { ballots } = room.meeting.votes[0]!;
    expect(ballots).toContainEqual({ unitId: null, receipt: first.receipt, choice: 'against' });
    expect(ballots.map(({ receipt }) => receipt)).toEqual(ballots.map(({ receipt }) => receipt).sort());
    expect(await act('fire', cast('against'), 'secret-fire')).toEqual(first);
  });

  test('an open vote publishes the roll of choices at its close', async () => {
    const { room, must, cast, voteId } = await inVote('open');
    await must('fire', cast('against'));
    await must('fire', cast('for'));
    await must('chair', { type: 'vote.close', voteId });
    expect(room.meeting.votes[0]!.ballots).toEqual([{ unitId: 'fire', receipt: null, choice: 'for' }]);
  });

  test('the server closes a vote at its deadline, also when it was restarted meanwhile', async () => {
    const { clock, parts, must, cast } = await inVote('open');
    for (const who of voters) await must(who, cast('for'));
    const again = await MeetingRoom.open('m1', parts);
    const closing = new Promise<void>((done) => {
      again.listen((events) => events.some(({ type }) => type === 'vote.closed') && done());
    });
    clock.pass(119_000);
    expect(again.meeting.votes[0]!.status).toBe('open');
    clock.pass(1000);
    await closing;
    expect(again.meeting.resolutions[0]!.state).toBe('adopted');
  });
});

describe('the chair’s connection', () => {
  test('[C3] after thirty seconds without one the room says so, and says when the chair is back', async () => {
    const { clock, room, begin } = await openRoom();
    await begin();
    const hears = (type: string) =>
      new Promise<void>((done) => room.listen((events) => events.some((event) => event.type === type) && done()));
    room.chairConnected(true);
    clock.pass(60_000);
    expect(room.meeting.chair.absentSince).toBeNull();
    const lost = hears('chair.lost');
    room.chairConnected(false);
    clock.pass(30_000);
    await lost;
    expect(room.meeting.chair.absentSince).not.toBeNull();
    const returned = hears('chair.returned');
    room.chairConnected(true);
    await returned;
    expect(room.meeting.chair.absentSince).toBeNull();
  });
});
