import type { Meeting } from '#lib/meeting/meeting.ts';
import { awaited } from '#lib/meeting/notice.ts';
import { isRepresentative } from '#lib/meeting/seat.ts';
import type { Delivery, Person } from '../archive/archive.ts';
import { meetingCalendarFile } from '../export/calendar-file.ts';
import { sayIn, textOf, type Letter, type LetterKind } from './letter.ts';
import { mailHtml, mailText, type LetterLinks } from './mail-page.ts';
import type { Mail } from './mail.ts';
import { failed, type Outcome } from './outlet.ts';
import type { PostParts } from './post-parts.ts';
import { URGENT_MS } from './times.ts';

const HOUR = 3_600_000;
/** Hours that a link in a letter is good for at least, and beyond the start of its meeting. */
const LINK_HOURS = { least: 72, afterStart: 12 };

const letterOf = ({ body }: Delivery): Letter => JSON.parse(body) as Letter;

/** Where a kind of letter leads inside the house. */
export const pathOf = (kind: string, meetingId: string): string =>
  `/meetings/${meetingId}/${kind === 'minutes' ? 'minutes' : 'notice'}`;

/** Carries one delivery out of the house, with links that are made for this attempt. */
export class Carrier {
  readonly #parts: PostParts;

  constructor(parts: PostParts) {
    this.#parts = parts;
  }

  /** Never throws: what breaks in here is a failed attempt. */
  async carry(delivery: Delivery): Promise<Outcome> {
    try {
      const meeting = (await this.#parts.rooms.get(delivery.meetingId))?.meeting;
      if (!meeting) return failed('fault', 'no such meeting', true);
      if (delivery.channel === 'robot') return await this.#toGroup(delivery, meeting);
      const person = await this.#parts.archive.people.get(delivery.personId);
      if (!person || person.disabled) return failed('no_address', '', true);
      return await this.#toPerson(delivery, meeting, person);
    } catch (error) {
      this.#parts.onFault(error);
      return failed('fault', '');
    }
  }

  /** Whether the meeting is so near that nothing about it waits for the morning. */
  async isUrgent({ meetingId }: Delivery): Promise<boolean> {
    try {
      const meeting = (await this.#parts.rooms.get(meetingId))?.meeting;
      return meeting !== undefined && Date.parse(meeting.startsAt) - this.#parts.clock.now() <= URGENT_MS;
    } catch (error) {
      // A log that cannot be read must not leave the delivery half sent.
      this.#parts.onFault(error);
      return false;
    }
  }

  async #toGroup(delivery: Delivery, meeting: Meeting): Promise<Outcome> {
    const { robot } = await this.#parts.archive.postSettings.of(delivery.councilId);
    if (robot.url === '') return failed('not_set', '', true);
    const say = sayIn('zh-CN');
    const page = this.#parts.address() + pathOf(delivery.kind, meeting.id);
    const lead = say('post.fact', { label: say('post.open'), value: page });
    return this.#parts.webhooks.robot(robot, [delivery.subject, textOf(letterOf(delivery), say), lead].join('\n\n'));
  }

  async #toPerson(delivery: Delivery, meeting: Meeting, person: Person): Promise<Outcome> {
    const { archive } = this.#parts;
    const contact = await archive.contacts.of(person.id);
    const to = delivery.channel === 'mail' ? contact.email : contact.phone;
    if (to === '') return failed('no_address', '', true);
    const link = await this.#linkFor(delivery, meeting, person);
    const outcome =
      delivery.channel === 'mail'
        ? await this.#mail(delivery, meeting, { person, to, links: link.links })
        : await this.#shortMessage(delivery, { person, to, page: link.links.page });
    if (!outcome.ok && link.id) await archive.links.revoke(link.id);
    return outcome;
  }

  /** A personal link, good until the meeting is over. An administrator's account is never handed out by mail. */
  async #linkFor({ kind }: Delivery, meeting: Meeting, person: Person): Promise<{ id?: string; links: LetterLinks }> {
    const { archive, clock, address } = this.#parts;
    const say = sayIn(person.locale);
    const isAsked =
      kind !== 'minutes' && kind !== 'cancel' && !awaited(meeting) && isRepresentative(meeting, person.id);
    const answers = (href: (answer: string) => string): LetterLinks['answers'] =>
      isAsked
        ? (['attend', 'excused', 'deputy'] as const).map((one) => ({
            label: say(`notice.answer.${one}`),
            href: href(one),
          }))
        : [];
    if (person.admin) {
      const page = address() + pathOf(kind, meeting.id);
      return { links: { page, answers: answers((answer) => `${page}?answer=${answer}#reply`) } };
    }
    const until = Math.max(
      clock.now() + LINK_HOURS.least * HOUR,
      Date.parse(meeting.startsAt) + LINK_HOURS.afterStart * HOUR,
    );
    const expiresAt = new Date(until).toISOString();
    const { id, token } = await archive.links.create({
      personId: person.id,
      meetingId: meeting.id,
      madeBy: null,
      expiresAt,
    });
    const page = `${address()}/j/${token}?to=${kind === 'minutes' ? 'minutes' : 'notice'}`;
    return { id, links: { page, answers: answers((answer) => `${page}&answer=${answer}`) } };
  }

  async #mail(
    delivery: Delivery,
    meeting: Meeting,
    { person, to, links }: { person: Person; to: string; links: LetterLinks },
  ): Promise<Outcome> {
    const { mailer, archive } = this.#parts;
    if (!mailer) return failed('not_set', '');
    const say = sayIn(person.locale);
    const { fromName } = await archive.postSettings.of(delivery.councilId);
    const mail: Mail = {
      id: delivery.id,
      fromName: fromName || meeting.council.name,
      to: { name: person.name, address: to },
      subject: delivery.subject,
      text: mailText(letterOf(delivery), links, say),
      html: mailHtml(delivery.subject, letterOf(delivery), links, say),
      calendar: calendarFor(delivery.kind as LetterKind, meeting),
    };
    return mailer.send(mail);
  }

  async #shortMessage(
    delivery: Delivery,
    { person, to, page }: { person: Person; to: string; page: string },
  ): Promise<Outcome> {
    const { sms } = await this.#parts.archive.postSettings.of(delivery.councilId);
    if (sms.url === '') return failed('not_set', '', true);
    const text = sayIn(person.locale)('post.shortMessage', { subject: delivery.subject, link: page });
    return this.#parts.webhooks.sms(sms, { id: delivery.id, phone: to, name: person.name, text });
  }
}

function calendarFor(kind: LetterKind, meeting: Meeting): Mail['calendar'] {
  if (kind === 'cancel' || meeting.stage === 'cancelled')
    return { method: 'CANCEL', content: meetingCalendarFile(meeting, 'CANCEL') };
  if (kind === 'notice' || kind === 'change')
    return { method: 'REQUEST', content: meetingCalendarFile(meeting, 'REQUEST') };
  return null;
}
