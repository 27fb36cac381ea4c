import { evolve, initialMeeting, type EventType, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { MeetingId, PersonId } from '#lib/meeting/names.ts';
import { isRepresentative, mayRead } from '#lib/meeting/seat.ts';
import type { StoredEvent } from '../archive/archive.ts';
import type { PostParts } from './post-parts.ts';
import { sorted, type Errand } from './sorting.ts';

/** Milliseconds after which a log that could not be followed is tried again. */
const PATIENCE_MS = 60_000;

/** What happened longer ago is not told any more: a copy that was restored must not call people to last year's meeting. */
const STALE_MS = 7 * 86_400_000;

/** Events after which something goes out, or somebody gets a seat. */
const TELLING: ReadonlySet<EventType> = new Set([
  'notice.sent',
  'notice.amended',
  'meeting.cancelled',
  'reply.given',
  'reply.deputySeated',
  'minutes.finalised',
]);

const everybody = (meeting: Meeting): readonly PersonId[] =>
  Object.keys(meeting.seats).filter((personId) => mayRead(meeting, personId));

/** What an event asks to be told; null: nothing. */
function errandOf(event: MeetingEvent, meeting: Meeting): Errand | null {
  const named = { name: String(event.seq), at: event.at };
  const toAll = { ...named, people: everybody(meeting), toGroup: true };
  switch (event.type) {
    case 'notice.sent':
      return { ...toAll, kind: 'notice' };
    case 'notice.amended':
      return { ...toAll, kind: 'change', amendment: meeting.notice!.amendments.at(-1)! };
    case 'meeting.cancelled':
      return meeting.notice && { ...toAll, kind: 'cancel' };
    case 'reply.deputySeated':
      return { ...named, kind: 'notice', people: [event.personId], toGroup: false };
    case 'minutes.finalised': {
      const signs = (personId: PersonId) =>
        isRepresentative(meeting, personId) && event.signers.includes(meeting.seats[personId]!.unitId!);
      return { ...named, kind: 'minutes', people: everybody(meeting).filter(signs), toGroup: false };
    }
    default:
      return null;
  }
}

const fromStored = ({ seq, at, type, actor, fields }: StoredEvent): MeetingEvent =>
  ({ seq, at, type, actor, ...fields }) as MeetingEvent;

/**
 * Follows the meetings' logs and queues what each event asks for. How far it came is remembered in the commit that
 * queues, so that after a restart it goes on there and tells nothing twice.
 */
export class LogFollower {
  readonly #parts: PostParts;
  readonly #queued: () => void;
  readonly #followed: (meeting: Meeting) => Promise<void>;
  readonly #turns = new Map<MeetingId, Promise<void>>();
  readonly #heads = new Map<MeetingId, number>();
  #unlisten = (): void => {};

  /** @param queued told when something was queued; `followed` when a meeting's log was read to its end */
  constructor(parts: PostParts, queued: () => void, followed: (meeting: Meeting) => Promise<void>) {
    this.#parts = parts;
    this.#queued = queued;
    this.#followed = followed;
  }

  /** Catches up with what happened while nobody followed, then listens. */
  async start(): Promise<void> {
    this.#unlisten = this.#parts.rooms.listen((room, events) => {
      this.#heads.set(room.id, events.at(-1)!.seq);
      if (events.some(({ type }) => TELLING.has(type))) this.#follow(room.id);
    });
    for (const { meetingId } of await this.#parts.archive.deliveries.unfollowed()) this.#follow(meetingId);
    await this.settled();
  }

  /** Waits for what is under way and remembers where every log stood. */
  async stop(): Promise<void> {
    this.#unlisten();
    await this.settled();
    for (const [meetingId, seq] of this.#heads) await this.#parts.archive.deliveries.queue([], { meetingId, seq });
  }

  /** Waits until every log that moved has been followed. */
  async settled(): Promise<void> {
    while (this.#turns.size > 0) await Promise.all(this.#turns.values());
  }

  #follow(meetingId: MeetingId): void {
    const before = this.#turns.get(meetingId) ?? Promise.resolve();
    const turn: Promise<void> = before
      .then(() => this.#catchUp(meetingId))
      .catch((error: unknown) => {
        this.#parts.onFault(error);
        this.#parts.clock.after(PATIENCE_MS, () => this.#follow(meetingId));
      })
      .then(() => {
        if (this.#turns.get(meetingId) === turn) this.#turns.delete(meetingId);
      });
    this.#turns.set(meetingId, turn);
  }

  async #catchUp(meetingId: MeetingId): Promise<void> {
    const { events: log, deliveries } = this.#parts.archive;
    const since = await deliveries.followed(meetingId);
    const events = (await log.read(meetingId, 0)).map(fromStored);
    let meeting = initialMeeting(meetingId);
    for (const event of events) {
      meeting = evolve(meeting, event);
      if (event.seq <= since || !TELLING.has(event.type)) continue;
      const isStale = this.#parts.clock.now() - Date.parse(event.at) > STALE_MS;
      const errand = isStale ? null : errandOf(event, meeting);
      const rows = errand ? await sorted(this.#parts, meeting, errand) : [];
      await deliveries.queue(rows, { meetingId, seq: event.seq });
      if (rows.length > 0) this.#queued();
    }
    if (meeting.seq > since) await deliveries.queue([], { meetingId, seq: meeting.seq });
    if (meeting.seq > 0) await this.#followed(meeting);
  }
}
