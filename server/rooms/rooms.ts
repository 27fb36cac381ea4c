import type { Meeting, MeetingEvent } from '#lib/meeting/meeting.ts';
import type { MeetingId } from '#lib/meeting/names.ts';
import { MeetingRoom, type RoomParts } from './meeting-room.ts';

/** Minutes after which a room that nobody uses is forgotten; its log brings it back. */
const FORGET_AFTER_MS = 5 * 60_000;

type Listener = (room: MeetingRoom, events: readonly MeetingEvent[], meeting: Meeting) => void;

/** The live rooms of this process, opened when somebody comes, each once. */
export class Rooms {
  readonly #parts: RoomParts;
  readonly #open = new Map<MeetingId, Promise<MeetingRoom>>();
  readonly #listeners = new Set<Listener>();
  readonly #farewells = new Map<MeetingId, () => void>();

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** The room of a meeting, or null when there is no such meeting. */
  async get(meetingId: MeetingId): Promise<MeetingRoom | null> {
    const room = await this.#enter(meetingId);
    if (room.meeting.seq > 0) return room;
    if (!room.busy) this.#open.delete(meetingId);
    return null;
  }

  /** The room in which a meeting is planned: empty, or under an id that was given before, with that meeting in it. */
  create(meetingId: MeetingId = crypto.randomUUID()): Promise<MeetingRoom> {
    return this.#enter(meetingId);
  }

  /** Hears of every commit in every room. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the rooms in which a deadline may be running: a restart must not stop a vote's clock, nor hide a lost chair. */
  async awaken(): Promise<void> {
    for (const stage of ['inSession', 'suspended'] as const)
      for (const meetingId of await this.#parts.archive.events.meetingsIn(stage)) await this.get(meetingId);
  }

  /** Waits for what is under way in every room. */
  async rest(): Promise<void> {
    for (const callOff of this.#farewells.values()) callOff();
    for (const room of this.#open.values()) await (await room).rest();
  }

  #enter(meetingId: MeetingId): Promise<MeetingRoom> {
    let opening = this.#open.get(meetingId);
    if (!opening) {
      opening = MeetingRoom.open(meetingId, this.#parts).then((room) => {
        room.listen((events, meeting) => this.#listeners.forEach((listener) => listener(room, events, meeting)));
        return room;
      });
      opening.catch(() => this.#open.delete(meetingId));
      this.#open.set(meetingId, opening);
    }
    this.#postpone(meetingId);
    return opening;
  }

  /** Puts off forgetting: `inUse` rooms and busy ones stay. */
  #postpone(meetingId: MeetingId): void {
    this.#farewells.get(meetingId)?.();
    this.#farewells.set(
      meetingId,
      this.#parts.clock.after(FORGET_AFTER_MS, () => void this.#forget(meetingId)),
    );
  }

  async #forget(meetingId: MeetingId): Promise<void> {
    this.#farewells.delete(meetingId);
    const room = await this.#open.get(meetingId);
    if (!room) return;
    if (room.busy || room.used()) return this.#postpone(meetingId);
    this.#open.delete(meetingId);
    await room.rest();
  }
}
