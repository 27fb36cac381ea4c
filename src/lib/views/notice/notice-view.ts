import type { NoticeFacts } from '#lib/document/notice-paper.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { hasRead, toldOf, type Asked } from '#lib/meeting/notice.ts';
import type { Reply } from '#lib/meeting/reply.ts';
import { mayRead } from '#lib/meeting/seat.ts';
import { instantOf } from '#lib/wire/planning-form.ts';
import { dayAndTime } from '../planning/day-time.ts';

/** What a form of whoever convenes holds; an empty day: no answer is asked for. */
export interface AskedDraft {
  requirements: string;
  replyDay: string;
  replyTime: string;
  contact: string;
}

/** The draft as the notice would tell it. */
export const askedOf = ({ requirements, replyDay, replyTime, contact }: AskedDraft): Asked => ({
  requirements,
  replyBy: instantOf(replyDay, replyTime),
  contact,
});

/** A draft out of what was asked. */
export const draftOf = ({ requirements, replyBy, contact }: Asked): AskedDraft => {
  const { day, time } = replyBy === null ? { day: '', time: '17:00' } : dayAndTime(replyBy);
  return { requirements, replyDay: day, replyTime: time, contact };
};

/** The notice as it was told, or as it would be told now. */
export const factsOf = (meeting: Meeting, asked: Asked | null, now: string): NoticeFacts => {
  const { notice, council, charter, number } = meeting;
  const amendedAt = notice?.amendments.at(-1)?.at ?? null;
  const shown = asked || !notice ? { told: toldOf(meeting), asked: asked ?? draftless } : notice;
  return {
    council: council.name,
    document: charter.document,
    number,
    told: shown.told,
    asked: shown.asked,
    at: notice?.at ?? now,
    amendedAt,
  };
};

const draftless: Asked = { requirements: '', replyBy: null, contact: '' };

/** A delivery as the board shows it, without what it says. */
export interface BoardDelivery {
  readonly id: string;
  readonly personId: string;
  readonly channel: 'inbox' | 'mail' | 'sms' | 'robot';
  readonly kind: string;
  readonly state: 'queued' | 'waiting' | 'sending' | 'sent' | 'failed';
  readonly attempts: number;
  readonly nextAt: string;
  readonly lastError: string;
  readonly sentAt: string | null;
}

/** Somebody to whom the notice went. */
export interface BoardPerson {
  readonly personId: string;
  readonly name: string;
  readonly readAt: string | null;
  readonly isDeputy: boolean;
  /** The newest delivery of each channel. */
  readonly deliveries: readonly BoardDelivery[];
}

/** A unit, or with an empty id those who sit for none. */
export interface BoardRow {
  readonly unitId: string;
  readonly name: string;
  readonly people: readonly BoardPerson[];
  readonly reply: Reply | null;
  /** Whether the answer was given before the last change notice. */
  readonly isStale: boolean;
}

const TOLD = new Set(['notice', 'change', 'cancel', 'replyReminder']);

const newest = (deliveries: readonly BoardDelivery[]): readonly BoardDelivery[] => [
  ...new Map(deliveries.map((delivery) => [delivery.channel, delivery])).values(),
];

/** Who has received, read and answered, unit by unit. `deliveries` the oldest first. */
export const boardOf = (meeting: Meeting, deliveries: readonly BoardDelivery[]): readonly BoardRow[] => {
  const amendedAt = meeting.notice?.amendments.at(-1)?.at ?? '';
  const people = (unitId: string | null): readonly BoardPerson[] =>
    Object.values(meeting.seats)
      .filter((seat) => seat.unitId === unitId && mayRead(meeting, seat.personId))
      .map(({ personId, name }) => ({
        personId,
        name,
        readAt: hasRead(meeting, personId) ? meeting.notice!.reads[personId]! : null,
        isDeputy: Object.values(meeting.replies).some(({ deputy }) => deputy?.personId === personId),
        deliveries: newest(deliveries.filter((one) => one.personId === personId && TOLD.has(one.kind))),
      }));
  const rows = meeting.units.map(({ id, name }) => {
    const reply = meeting.replies[id] ?? null;
    return { unitId: id, name, people: people(id), reply, isStale: reply !== null && reply.at < amendedAt };
  });
  const others = people(null);
  return others.length === 0 ? rows : [...rows, { unitId: '', name: '', people: others, reply: null, isStale: false }];
};

/** How many units have answered what. */
export const countReplies = (rows: readonly BoardRow[]) => {
  const units = rows.filter(({ unitId }) => unitId !== '');
  const of = (answer: Reply['answer']): number => units.filter(({ reply }) => reply?.answer === answer).length;
  const [attend, excused, deputy] = [of('attend'), of('excused'), of('deputy')];
  return { units: units.length, attend, excused, deputy, none: units.length - attend - excused - deputy };
};

/** What an answer's form shows first: the answer given before, or the one that a letter's link leads to. */
export const replyDraftOf = (
  mine: Reply | null,
  wanted: string | null,
  colleagues: readonly { readonly personId: string }[],
) => ({
  answer: (['attend', 'excused', 'deputy'] as const).find((one) => one === wanted) ?? mine?.answer ?? null,
  reason: mine?.reason ?? '',
  name: mine?.deputy?.name ?? '',
  phone: '',
  personId: colleagues.find(({ personId }) => personId === mine?.deputy?.personId)?.personId ?? '',
});
