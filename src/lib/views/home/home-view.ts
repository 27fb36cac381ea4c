import { givenMinutes } from '#lib/meeting/agenda.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { currentVersion } from '#lib/meeting/minutes.ts';
import type { Answer } from '#lib/meeting/reply.ts';
import { isRepresentative, seatOf, unitOf } from '#lib/meeting/seat.ts';
import { signatureOf } from '#lib/meeting/signoff.ts';
import { isOver, type Stage } from '#lib/meeting/stage.ts';
import { daysUntil } from '../calendar.ts';

/** A meeting in a list. */
export interface MeetingLine {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly startsAt: string;
}

/** The meeting that comes first, as its member sees it. */
export interface NextCard extends MeetingLine {
  readonly place: string;
  readonly remote: boolean;
  readonly items: number;
  readonly minutes: number;
  readonly unit: string;
  /** My unit's answer to the notice; null: none yet. Undefined: no answer is asked of me. */
  readonly reply: Answer | null | undefined;
}

/** A duty of my unit. `left` counts days to the deadline; null: no deadline. */
export interface Duty {
  readonly key: string;
  readonly meetingId: string;
  readonly title: string;
  readonly number: string;
  readonly left: number | null;
}

/** The minutes of a meeting that is over. */
export interface MinutesLine extends MeetingLine {
  readonly year: number;
  readonly n: number;
  readonly signed: number;
  readonly signers: number;
  readonly isFinal: boolean;
  /** Mine to sign. */
  readonly owed: boolean;
}

/** What 会务台 shows: only what the meetings themselves say. */
export interface HomeView {
  readonly council: string;
  /** What I am in my latest meeting, for the bar: the unit's name. */
  readonly unit: string;
  readonly next: NextCard | null;
  readonly others: readonly MeetingLine[];
  readonly duties: readonly Duty[];
  readonly minutes: readonly MinutesLine[];
}

const LIVE: readonly Stage[] = ['inSession', 'suspended'];
const COMING: readonly Stage[] = ['noticed', 'planned'];

const lineOf = ({ id, title, stage, startsAt }: Meeting): MeetingLine => ({ id, title, stage, startsAt });

const byStart = (a: Meeting, b: Meeting): number => Date.parse(a.startsAt) - Date.parse(b.startsAt);

/** What is in session, else what was called, else what is planned; the earliest of each. */
const firstOf = (meetings: readonly Meeting[]): Meeting | undefined => {
  const early = [...meetings].sort(byStart);
  const find = (stages: readonly Stage[]) => early.find((meeting) => stages.includes(meeting.stage));
  return find(LIVE) ?? find(COMING.slice(0, 1)) ?? find(COMING);
};

const unitNameOf = (meeting: Meeting, personId: string): string => {
  const unitId = seatOf(meeting, personId)?.unitId;
  return unitId ? (unitOf(meeting, unitId)?.name ?? '') : '';
};

const cardOf = (meeting: Meeting, personId: string): NextCard => {
  const top = meeting.agenda.filter((item) => item.parentId === null);
  const isAsked = meeting.stage === 'noticed' && isRepresentative(meeting, personId);
  return {
    ...lineOf(meeting),
    place: meeting.place,
    remote: meeting.link !== '',
    items: top.length,
    minutes: top.reduce((sum, item) => sum + givenMinutes(meeting, item), 0),
    unit: unitNameOf(meeting, personId),
    reply: isAsked ? (meeting.replies[seatOf(meeting, personId)!.unitId!]?.answer ?? null) : undefined,
  };
};

const dutiesOf = (meeting: Meeting, personId: string, now: number): Duty[] => {
  const unitId = seatOf(meeting, personId)?.unitId;
  return meeting.actions
    .filter((action) => action.unitId === unitId)
    .map((action) => ({
      key: `${meeting.id}/${action.id}`,
      meetingId: meeting.id,
      title: action.title,
      number: meeting.resolutions.find(({ id }) => id === action.resolutionId)?.number ?? '',
      left: action.deadline === null ? null : daysUntil(action.deadline, now),
    }));
};

const minutesOf = (meeting: Meeting, personId: string): MinutesLine => {
  const version = currentVersion(meeting);
  const unitId = isRepresentative(meeting, personId) ? seatOf(meeting, personId)!.unitId! : null;
  const isOpen = meeting.stage === 'final' && version !== undefined && unitId !== null;
  return {
    ...lineOf(meeting),
    year: meeting.number.year,
    n: meeting.number.n,
    signed: version?.signatures.length ?? 0,
    signers: version?.signers.length ?? 0,
    isFinal: version !== undefined,
    owed: isOpen && version.signers.includes(unitId) && !signatureOf(version, unitId),
  };
};

/** Gathers the home page from a person's meetings, in any order. `now` in milliseconds. */
export const homeOf = (meetings: readonly Meeting[], personId: string, now: number): HomeView => {
  const late = [...meetings].sort((a, b) => byStart(b, a));
  const next = firstOf(late);
  const duties = late.flatMap((meeting) => dutiesOf(meeting, personId, now));
  return {
    council: (next ?? late[0])?.council.name ?? '',
    unit: late.map((meeting) => unitNameOf(meeting, personId)).find((name) => name !== '') ?? '',
    next: next ? cardOf(next, personId) : null,
    others: late.filter((meeting) => meeting !== next && !isOver(meeting)).map(lineOf),
    duties: duties.sort((a, b) => (a.left ?? Infinity) - (b.left ?? Infinity)),
    minutes: late.filter(isOver).map((meeting) => minutesOf(meeting, personId)),
  };
};
