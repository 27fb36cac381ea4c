import type { Meeting } from '#lib/meeting/meeting.ts';
import type { PersonId } from '#lib/meeting/names.ts';
import type { Amendment } from '#lib/meeting/notice.ts';
import type { CouncilPost, NewDelivery } from '../archive/archive.ts';
import { sayIn, write, type LetterKind } from './letter.ts';
import type { PostParts } from './post-parts.ts';
import { afterQuiet, URGENT_MS } from './times.ts';

/** Something to be told to people. */
export interface Errand {
  /** Names the event: together with person and channel it is told once. */
  readonly name: string;
  readonly kind: LetterKind;
  /** When it happened. */
  readonly at: string;
  readonly people: readonly PersonId[];
  readonly amendment?: Amendment;
  /** Whether the council's group hears of it too. */
  readonly toGroup: boolean;
}

/** Turns an errand into deliveries: one per person and channel that reaches them. */
export async function sorted(parts: PostParts, meeting: Meeting, errand: Errand): Promise<readonly NewDelivery[]> {
  const { archive, mailer } = parts;
  const settings = await archive.postSettings.of(meeting.council.id);
  const contacts = await archive.contacts.many(errand.people);
  const rows: NewDelivery[] = [];
  for (const personId of errand.people) {
    const person = await archive.people.get(personId);
    if (!person || person.disabled) continue;
    const { email = '', phone = '' } = contacts.get(personId) ?? {};
    const add = (channel: NewDelivery['channel']) =>
      rows.push(delivery(parts, meeting, errand, { personId, channel, locale: person.locale, settings }));
    add('inbox');
    if (email !== '' && mailer) add('mail');
    if (phone !== '' && settings.sms.url !== '') add('sms');
  }
  if (errand.toGroup && settings.robot.url !== '')
    rows.push(delivery(parts, meeting, errand, { personId: '', channel: 'robot', locale: 'zh-CN', settings }));
  return rows;
}

interface Addressee {
  readonly personId: PersonId;
  readonly channel: NewDelivery['channel'];
  readonly locale: string;
  readonly settings: CouncilPost;
}

function delivery(
  { clock }: PostParts,
  meeting: Meeting,
  { name, kind, at, amendment }: Errand,
  { personId, channel, locale, settings }: Addressee,
): NewDelivery {
  const { subject, letter } = write(kind, meeting, sayIn(locale), amendment);
  const now = clock.now();
  const isUrgent = Date.parse(meeting.startsAt) - now <= URGENT_MS && kind !== 'minutes';
  const leaves = channel === 'inbox' || isUrgent ? now : afterQuiet(now, settings);
  const held = leaves > now ? 'waiting' : 'queued';
  return {
    key: `${meeting.id} ${name} ${personId} ${channel}`,
    councilId: meeting.council.id,
    meetingId: meeting.id,
    personId,
    channel,
    kind,
    subject,
    body: JSON.stringify(letter),
    state: channel === 'inbox' ? 'sent' : held,
    nextAt: new Date(leaves).toISOString(),
    madeAt: at,
    sentAt: channel === 'inbox' ? at : null,
  };
}
