import { mayRead } from '#lib/meeting/seat.ts';
import type { MeetingId, PersonId, UnitId } from '#lib/meeting/names.ts';
import type { CouncilPost, Delivery } from '../archive/archive.ts';
import { isWebhookUrl } from './address-guard.ts';
import { Carrier } from './carrier.ts';
import { Deputies } from './deputies.ts';
import { Dispatcher } from './dispatcher.ts';
import { LogFollower } from './log-follower.ts';
import { sayIn } from './letter.ts';
import { failed, type Outcome } from './outlet.ts';
import { instantOf, type PostParts } from './post-parts.ts';
import { Reminders, unanswered } from './reminders.ts';
import { Replies } from './replies.ts';
import { sorted } from './sorting.ts';

export { FAILURES, type FailureReason } from './outlet.ts';
export type { Letter } from './letter.ts';
export type { ReplyForm } from './replies.ts';

/** Everything that goes out of the house: notices, changes, reminders; and the answers that come back. */
export class Post {
  readonly replies: Replies;
  readonly #parts: PostParts;
  readonly #allowInner: boolean;
  readonly #dispatcher: Dispatcher;
  readonly #follower: LogFollower;
  readonly #reminders: Reminders;

  constructor(parts: PostParts, { allowInner }: { allowInner: boolean }) {
    this.#parts = parts;
    this.#allowInner = allowInner;
    const deputies = new Deputies(parts);
    this.replies = new Replies(parts, deputies);
    this.#dispatcher = new Dispatcher(parts, new Carrier(parts));
    const queued = () => this.#dispatcher.wake();
    this.#reminders = new Reminders(parts, queued);
    this.#follower = new LogFollower(parts, queued, async (meeting) => {
      this.#reminders.watch(meeting);
      await deputies.seatAll(meeting.id);
    });
  }

  /** Goes on where it stood: with logs that moved, deliveries that were queued, reminders that are due. */
  async start(): Promise<void> {
    await this.#dispatcher.start();
    await this.#reminders.start();
    await this.#follower.start();
  }

  /** Lets what is on its way arrive; the rest stays queued. */
  async stop(): Promise<void> {
    await this.#follower.stop();
    await this.#reminders.stop();
    await this.#dispatcher.stop();
    this.#parts.mailer?.close();
  }

  /** Waits until every log was followed and nothing is due. */
  async settled(): Promise<void> {
    await this.#follower.settled();
    await this.#reminders.settled();
    await this.#dispatcher.settled();
  }

  /** Whether mails leave this house at all. */
  get hasMail(): boolean {
    return this.#parts.mailer !== null;
  }

  /** Whether a council may set this as a webhook. */
  accepts(url: string): boolean {
    return isWebhookUrl(url, this.#allowInner);
  }

  /**
   * Sends a unit the notice once more, or reminds it of its answer.
   * @param request the page's own id for it: the same one sends nothing twice
   * @returns how many people it goes to
   */
  async again(
    meetingId: MeetingId,
    { unitId, what, request }: { unitId: UnitId; what: 'notice' | 'replyReminder'; request: string },
  ): Promise<number> {
    const meeting = (await this.#parts.rooms.get(meetingId))?.meeting;
    if (meeting?.stage !== 'noticed') return 0;
    const ofUnit = Object.values(meeting.seats).filter(
      (seat) => seat.unitId === unitId && mayRead(meeting, seat.personId),
    );
    const people = what === 'notice' ? ofUnit.map(({ personId }) => personId) : unanswered(meeting, unitId);
    const rows = await sorted(this.#parts, meeting, {
      name: `again ${request}`,
      kind: what,
      at: instantOf(this.#parts.clock),
      people,
      toGroup: false,
    });
    await this.#parts.archive.deliveries.queue(rows);
    this.#dispatcher.wake();
    return people.length;
  }

  /** Tries something of this council again at once. @returns false: no such delivery, or it is sent */
  async retry(councilId: string, deliveryId: string): Promise<boolean> {
    const { deliveries } = this.#parts.archive;
    const delivery = await deliveries.get(deliveryId);
    if (delivery?.councilId !== councilId || delivery.state === 'sent' || delivery.state === 'sending') return false;
    await deliveries.settle(delivery.id, { state: 'queued', nextAt: instantOf(this.#parts.clock) });
    this.#dispatcher.wake();
    return true;
  }

  /** Sends a message by one of a council's webhooks, as a test of what was entered. */
  async test(
    settings: CouncilPost,
    { channel, council, phone }: { channel: 'sms' | 'robot'; council: string; phone: string },
  ): Promise<Outcome> {
    const text = sayIn('zh-CN')('post.testMessage', { council });
    const { webhooks } = this.#parts;
    if (settings[channel].url === '') return failed('not_set', '', true);
    if (channel === 'robot') return webhooks.robot(settings.robot, text);
    return webhooks.sms(settings.sms, { id: crypto.randomUUID(), phone, name: '', text });
  }

  /** A person's messages, the unread first. */
  inbox(personId: PersonId): Promise<Delivery[]> {
    return this.#parts.archive.inbox.of(personId, 200);
  }

  /** Opens one message. @returns null: not theirs */
  open(personId: PersonId, deliveryId: string): Promise<Delivery | null> {
    return this.#parts.archive.inbox.open(personId, deliveryId, instantOf(this.#parts.clock));
  }

  openAll(personId: PersonId): Promise<void> {
    return this.#parts.archive.inbox.openAll(personId, instantOf(this.#parts.clock));
  }
}
