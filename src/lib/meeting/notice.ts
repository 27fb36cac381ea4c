import type { Meeting } from './meeting.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import type { Reply } from './reply.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { convening, mayRead } from './seat.ts';

/** Who is called to the meeting for a unit; `unit` is empty for those who sit for none. */
export interface Participants {
  readonly unit: string;
  readonly people: readonly string[];
}

/** What a notice tells of the meeting, in the words it had then: the log proves what was told. */
export interface Told {
  readonly title: string;
  readonly startsAt: Instant;
  readonly place: string;
  readonly link: string;
  /** Titles of the agenda's top-level items. */
  readonly topics: readonly string[];
  readonly participants: readonly Participants[];
}

/** What whoever convenes adds to it. `replyBy`: until when answers are asked for; null: none asked. */
export interface Asked {
  /** What is asked of the units: materials, leave, deputies. */
  readonly requirements: string;
  readonly replyBy: Instant | null;
  readonly contact: string;
}

/** One thing that has changed since it was told. */
export interface Change {
  readonly field: keyof Told | keyof Asked;
  readonly before: unknown;
  readonly after: unknown;
}

/** A change notice that went out. */
export interface Amendment {
  readonly at: Instant;
  readonly note: string;
  readonly changes: readonly Change[];
}

/** The notice (会议通知) as it stands: what was last told, and who has read that. */
export interface Notice {
  readonly told: Told;
  readonly asked: Asked;
  readonly at: Instant;
  readonly amendments: readonly Amendment[];
  readonly reads: Readonly<Record<PersonId, Instant>>;
}

export interface NoticeCommands {
  'notice.send': Partial<Asked>;
  /** Tells what has changed since the notice; what is left out of {@link Asked} stays. */
  'notice.amend': Partial<Asked> & { note: string };
  /** The actor has the notice before them. */
  'notice.read': object;
}

export interface NoticeEvents {
  'notice.sent': Told & Asked;
  'notice.amended': { note: string; changes: readonly Change[] };
  'notice.read': object;
}

const isDeputy = (replies: readonly Reply[], personId: PersonId): boolean =>
  replies.some(({ deputy }) => deputy?.isSeated && deputy.personId === personId);

/** What a notice of this meeting says now. Deputies are named by their units, not by whoever convenes. */
export const toldOf = (meeting: Meeting): Told => {
  const { title, startsAt, place, link } = meeting;
  const replies = Object.values(meeting.replies);
  const people = (unitId: UnitId | null): readonly string[] =>
    Object.values(meeting.seats)
      .filter((seat) => seat.unitId === unitId && !seat.withdrawn && !isDeputy(replies, seat.personId))
      .map(({ name }) => name);
  const parties = [...meeting.units, { id: null, name: '' }];
  return {
    title,
    startsAt,
    place,
    link,
    // A heading such as “one by one” tells nothing without its parts.
    topics: meeting.agenda.map(({ parentId, title: topic }) => (parentId === null ? topic : `– ${topic}`)),
    participants: parties
      .map(({ id, name }) => ({ unit: name, people: people(id) }))
      .filter(({ unit, people: named }) => unit !== '' || named.length > 0),
  };
};

/** A value to be compared: the log does not keep the order in which an object's fields were written. */
const plain = (value: unknown): string => JSON.stringify(value, ['unit', 'people']);

/** Everything in which the meeting differs from what was told. */
export const untold = (meeting: Meeting, asked: Partial<Asked> = {}): readonly Change[] => {
  if (!meeting.notice) return [];
  const before: Readonly<Record<string, unknown>> = { ...meeting.notice.told, ...meeting.notice.asked };
  return Object.entries({ ...toldOf(meeting), ...asked })
    .map(([field, after]) => ({ field: field as Change['field'], before: before[field], after }))
    .filter(({ before: was, after }) => plain(was) !== plain(after));
};

const nothingAsked: Asked = { requirements: '', replyBy: null, contact: '' };

export const noticeDecisions: Decisions<NoticeCommands> = {
  'notice.send': (meeting, command, by) => {
    if (meeting.stage === 'noticed') return refused('already_noticed');
    return (
      unless(meeting.stage === 'planned', meeting.stage === 'cancelled' ? 'meeting_cancelled' : 'already_open') ??
      convening(meeting, by) ??
      happened({ type: 'notice.sent', ...toldOf(meeting), ...nothingAsked, ...command })
    );
  },

  'notice.amend': (meeting, { note, ...asked }, by) => {
    const changes = untold(meeting, asked);
    return (
      awaited(meeting) ??
      convening(meeting, by) ??
      unless(changes.length > 0 || note !== '', 'nothing_to_tell') ??
      happened({ type: 'notice.amended', note, changes })
    );
  },

  'notice.read': (meeting, _command, by) =>
    unless(by.actor !== 'system' && mayRead(meeting, by.actor), 'not_member') ??
    awaited(meeting) ??
    unless(!hasRead(meeting, by.actor), 'already_read') ??
    happened({ type: 'notice.read' }),
};

/** Guard: notice was given and the meeting has not opened. */
export const awaited = (meeting: Meeting) => {
  if (meeting.stage === 'noticed') return undefined;
  if (meeting.stage === 'planned') return refused('not_noticed');
  return refused(meeting.stage === 'cancelled' ? 'meeting_cancelled' : 'already_open');
};

/** Whether the person has read the notice as it was last told. */
export const hasRead = ({ notice }: Meeting, personId: PersonId): boolean => {
  const at = notice?.reads[personId];
  return at !== undefined && at >= (notice?.amendments.at(-1)?.at ?? '');
};

export const noticeEvolutions: Evolutions<NoticeEvents> = {
  'notice.sent': (meeting, event) => {
    const now = toldOf(meeting);
    const { title, startsAt, place, link, topics, participants, requirements, replyBy, contact, at } = {
      // A log of an earlier release says only that notice was given.
      ...now,
      ...nothingAsked,
      ...event,
    };
    return {
      ...meeting,
      stage: 'noticed',
      noticedAt: at,
      notice: {
        told: { title, startsAt, place, link, topics, participants },
        asked: { requirements, replyBy, contact },
        at,
        amendments: [],
        reads: {},
      },
    };
  },

  'notice.amended': (meeting, { note, changes, at }) => {
    const { told, asked, ...rest } = meeting.notice!;
    const now: Told & Asked = Object.assign(
      { ...told, ...asked },
      Object.fromEntries(changes.map(({ field, after }) => [field, after])),
    );
    const { requirements, replyBy, contact, ...toldNow } = now;
    return {
      ...meeting,
      notice: {
        ...rest,
        told: toldNow,
        asked: { requirements, replyBy, contact },
        amendments: [...rest.amendments, { at, note, changes }],
      },
    };
  },

  'notice.read': (meeting, { actor, at }) => ({
    ...meeting,
    notice: { ...meeting.notice!, reads: { ...meeting.notice!.reads, [actor]: at } },
  }),
};
