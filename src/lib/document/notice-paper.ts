import type { Asked, Change, Participants, Told } from '#lib/meeting/notice.ts';
import { longTimeOf, dateOf } from '#lib/messages/dates.ts';
import type { MessageKey, Values } from '#lib/messages/words.ts';

/** Says texts in one language. */
export type Say = (key: MessageKey, values?: Values) => string;

/** What a notice is made of: what was told and asked, by whom and when. */
export interface NoticeFacts {
  readonly council: string;
  /** Title of the rule document under which the council meets; empty: none. */
  readonly document: string;
  readonly number: { readonly year: number; readonly n: number };
  readonly told: Told;
  readonly asked: Asked;
  readonly at: string;
  /** When it was last changed; null: never. */
  readonly amendedAt: string | null;
}

/** One numbered point of the notice: a sentence, or a list. */
export interface NoticePoint {
  readonly label: string;
  readonly lines: readonly string[];
  readonly isList: boolean;
}

/** The 会议通知 in the form of official-documents.md, ready for page, PDF and mail. */
export interface NoticePaper {
  readonly title: string;
  /** `〔2026〕4号`; empty: not numbered. */
  readonly number: string;
  readonly addressees: string;
  readonly opening: string;
  readonly points: readonly NoticePoint[];
  readonly issuer: string;
  readonly date: string;
  /** When it was last changed, in a sentence; empty: never. */
  readonly amended: string;
}

const partyLine = (say: Say, { unit, people }: Participants): string => {
  const named = people.join(say('notice.enumeration'));
  if (unit === '') return say('notice.party.others', { people: named });
  return people.length === 0 ? unit : say('notice.party', { unit, people: named });
};

const placeLines = (say: Say, { place, link }: Told): string[] =>
  link === '' ? [place] : [place, say('notice.online', { link })];

/** What is asked of the units: their words first, then leave and deputies. */
const requirementLines = (say: Say, { requirements, replyBy }: Asked): string[] => [
  ...requirements.split('\n').filter((line) => line.trim() !== ''),
  ...(replyBy === null ? [] : [say('notice.askReply')]),
];

/** Sets a notice in one language. */
export function noticePaper(facts: NoticeFacts, say: Say): NoticePaper {
  const { told, asked, council, document, number } = facts;
  const units = told.participants.map(({ unit }) => unit).filter((unit) => unit !== '');
  const time = longTimeOf(say, told.startsAt);
  const point = (key: MessageKey, lines: readonly string[], isList = false): NoticePoint[] =>
    lines.some((line) => line !== '') ? [{ label: say(key), lines, isList }] : [];
  return {
    title: say('notice.title', { title: told.title }),
    number: number.n > 0 ? say('notice.number', number) : '',
    addressees: say('notice.addressees', { units: units.join(say('notice.enumeration')) }),
    opening: say(document === '' ? 'notice.opening' : 'notice.openingUnder', { document, title: told.title }),
    points: [
      ...point('notice.time', [time]),
      ...point('notice.place', placeLines(say, told)),
      ...point('notice.topics', told.topics, true),
      ...point(
        'notice.participants',
        told.participants.map((party) => partyLine(say, party)),
        true,
      ),
      ...point('notice.requirements', requirementLines(say, asked), true),
      ...point('notice.replyBy', asked.replyBy === null ? [] : [longTimeOf(say, asked.replyBy)]),
      ...point('notice.contact', [asked.contact]),
    ],
    issuer: council,
    date: dateOf(say, facts.at),
    amended: facts.amendedAt === null ? '' : say('notice.amendedAt', { at: longTimeOf(say, facts.amendedAt) }),
  };
}

/** A changed thing as people read it: its name, and what it was and is. */
export interface ChangeLine {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const labels: Record<Change['field'], MessageKey> = {
  title: 'notice.field.title',
  startsAt: 'notice.time',
  place: 'notice.place',
  link: 'notice.field.link',
  topics: 'notice.topics',
  participants: 'notice.participants',
  requirements: 'notice.requirements',
  replyBy: 'notice.replyBy',
  contact: 'notice.contact',
};

/** Only what is in one list and not in the other, unless the order is all that changed. */
const apart = (mine: readonly string[], other: readonly string[]): readonly string[] => {
  const only = mine.filter((line) => !other.includes(line));
  const isOrder = only.length === 0 && mine.length === other.length;
  return isOrder ? mine : only;
};

/** Says what has changed: 时间：由…变更为…. Of lists only the lines that differ. */
export function changeLines(changes: readonly Change[], say: Say): readonly ChangeLine[] {
  const none = say('notice.none');
  const listOf = (field: Change['field'], value: unknown): readonly string[] => {
    if (field === 'participants') return (value as readonly Participants[]).map((party) => partyLine(say, party));
    return value as readonly string[];
  };
  const shown = (field: Change['field'], value: unknown, other: unknown): string => {
    if (field === 'topics' || field === 'participants') {
      return apart(listOf(field, value), listOf(field, other)).join(say('notice.semicolon')) || none;
    }
    if (value === null || value === '') return none;
    return field === 'startsAt' || field === 'replyBy' ? longTimeOf(say, value as string) : (value as string);
  };
  return changes.map(({ field, before, after }) => ({
    label: say(labels[field]),
    before: shown(field, before, after),
    after: shown(field, after, before),
  }));
}
