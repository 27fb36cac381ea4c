import type { Command, Meeting } from '#lib/meeting/meeting.ts';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import type { Choice } from '#lib/meeting/vote.ts';
import type { MeetingRoom } from '../rooms/meeting-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { sevenItems, type Matter } from './agenda.ts';
import { titleOf, type Quarter } from './calendar.ts';
import { council, hall, members, units } from './council.ts';
import type { SteppedClock } from './stepped-clock.ts';

/** A meeting as the sample tells it: people act one after another, and the clock is wound between them. */
export class Story {
  readonly clock: SteppedClock;
  readonly #room: MeetingRoom;
  #step = 0;

  private constructor(room: MeetingRoom, clock: SteppedClock) {
    this.#room = room;
    this.clock = clock;
  }

  /** Begins with 陈静 planning the meeting of a quarter. */
  static async plan(
    rooms: Rooms,
    clock: SteppedClock,
    quarter: Quarter,
    startsAt: number,
    matters: readonly Matter[],
  ): Promise<Story> {
    const story = new Story(await rooms.create(), clock);
    await story.do('chair', {
      type: 'meeting.plan',
      title: titleOf(quarter),
      form: 'meeting',
      kind: 'regular',
      number: quarter,
      startsAt: new Date(startsAt).toISOString(),
      place: hall,
      link: '',
      council: { id: council.id, name: council.name },
      charter: qiandeng2020q1,
      units,
      seats: members.map(({ username, name, unitId, roles }) => ({ personId: username, name, unitId, roles })),
      agenda: sevenItems(matters),
    });
    return story;
  }

  get meeting(): Meeting {
    return this.#room.meeting;
  }

  /** Somebody does something. @throws Error when a rule refuses it: then the story is wrong */
  async do(who: string, command: Command): Promise<void> {
    this.#step += 1;
    const outcome = await this.#room.command(who, `demo-${this.#step}`, command);
    if (!('seq' in outcome)) throw new Error(`${who} ${command.type}: ${JSON.stringify(outcome)}`);
  }

  /** The chair moves the room on after some minutes. */
  async goOn(afterMinutes: number): Promise<void> {
    this.clock.pass(afterMinutes);
    await this.do('chair', { type: 'agenda.advance' });
  }

  /** Somebody asks for the floor, gets it and speaks. */
  async speak(who: string, minutes: number, seconds = 0): Promise<void> {
    await this.do(who, { type: 'floor.request', kind: 'speak' });
    this.clock.pass(0, 6);
    await this.do('chair', { type: 'floor.grant', personId: who });
    this.clock.pass(minutes, seconds);
    await this.do(who, { type: 'floor.end' });
  }

  /** The chair opens a vote on the newest resolution, everybody votes, the chair closes it. */
  async vote(method: 'open' | 'secret', choices: Readonly<Record<string, Choice>>): Promise<void> {
    const resolutionId = this.meeting.resolutions.at(-1)!.id;
    await this.do('chair', { type: 'vote.open', resolutionId, method });
    const vote = this.meeting.votes.at(-1)!;
    for (const unitId of vote.roll) {
      this.clock.pass(0, 3);
      const who = unitId === 'shequban' ? 'chair' : unitId;
      await this.do(who, { type: 'ballot.cast', voteId: vote.id, choice: choices[unitId] ?? 'for' });
    }
    this.clock.pass(0, 10);
    await this.do('chair', { type: 'vote.close', voteId: vote.id });
  }
}
