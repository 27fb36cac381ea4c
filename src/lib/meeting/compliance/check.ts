import type { ProvisionId } from '../charter.ts';
import type { Meeting } from '../meeting.ts';
import type { Instant } from '../names.ts';
import { isOver } from '../stage.ts';
import type { Due } from '../work-calendar.ts';

/** How a provision stands. `atRisk`: half of the time left is gone (charters.md); `open`: it is not its time yet. */
export type CheckState = 'kept' | 'open' | 'atRisk' | 'breached' | 'notApplicable';

/** What mends a provision that is open, at risk or breached; the pages know where it is done. */
export const MENDS = [
  'plan',
  'nameOffices',
  'agree',
  'sendNotice',
  'amendNotice',
  'remindUnits',
  'askMaterials',
  'fileReports',
  'layAgenda',
  'gather',
  'readOut',
  'completeResolutions',
  'setNextMeeting',
  'finaliseMinutes',
  'remindSigners',
  'archive',
] as const;

export type Mend = (typeof MENDS)[number];

/** Why a provision stands as it does: a sentence of the catalogs each. */
export const DETAILS = [
  'notLaidDown',
  'outside',
  'cadenceUnknown',
  'firstMeeting',
  'inCadence',
  'outOfCadence',
  'extraordinary',
  'noExtraordinary',
  'formAllowed',
  'formForeign',
  'officeHeld',
  'officeEmpty',
  'officeOther',
  'partsUnknown',
  'presidiumSeated',
  'presidiumEmpty',
  'agreed',
  'agreedLate',
  'agreedOther',
  'notAgreed',
  'notTold',
  'timeNotTold',
  'told',
  'toldInTime',
  'toldLate',
  'noticeLacks',
  'noticeReady',
  'untold',
  'noticeWhole',
  'channelsWanted',
  'channelsUsed',
  'channelsMissed',
  'repliesLater',
  'repliesMissing',
  'repliesWhole',
  'repliesLate',
  'concernedCalled',
  'concernedMissing',
  'notAsked',
  'materialsMissing',
  'materialsWhole',
  'materialsLate',
  'reportsNone',
  'reportsMissing',
  'reportsWhole',
  'reportsLate',
  'mattersTaken',
  'noMatters',
  'regularPlace',
  'otherPlace',
  'templateKept',
  'templateLacks',
  'previousDone',
  'previousAhead',
  'previousLacks',
  'followedUp',
  'timePlanned',
  'timeKept',
  'timeLacks',
  'quorumThere',
  'quorumMissing',
  'quorumLater',
  'speechTimed',
  'speechLater',
  'conductRecorded',
  'conductLater',
  'expertsInvited',
  'problemsListed',
  'problemsNone',
  'decideLater',
  'decided',
  'importantLater',
  'importantVoted',
  'importantSilent',
  'solutionsLater',
  'solutionsMayLack',
  'solutionsLack',
  'solutionsWhole',
  'readOutLater',
  'readOut',
  'readOutMissing',
  'nextLater',
  'nextMissing',
  'nextSet',
  'minutesLater',
  'minutesMissing',
  'minutesInTime',
  'minutesLate',
  'sectionsLater',
  'sectionsThere',
  'distributeLater',
  'distributed',
  'signLater',
  'signMissing',
  'signedAll',
  'fileLater',
  'filed',
  'transmitLater',
  'transmitted',
] as const;

export type Detail = (typeof DETAILS)[number];

/** Figures and names for the words of a detail; a list is a list of codes or names. */
export type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** One provision held against the meeting. */
export interface Check {
  readonly provision: ProvisionId;
  readonly state: CheckState;
  readonly dueAt: Instant | null;
  /** Kept: how long before the deadline. Breached: how late it was, or is by now. Null: not a matter of time. */
  readonly byMs: number | null;
  /** The deadline was counted over a year that is not published yet. */
  readonly provisional: boolean;
  /** Code of the sentence that says why: `compliance.detail.<detail>`. */
  readonly detail: Detail;
  readonly values: Values;
  readonly mend: Mend | null;
}

/** What no log of this meeting holds: told by whoever knows the council. */
export interface Facts {
  /** When the council last met before this meeting; null: never. */
  readonly previousStartsAt?: Instant | null;
  /** By what the notice went out. */
  readonly channels?: readonly string[];
}

/** What is looked at. */
export interface Sight {
  readonly meeting: Meeting;
  readonly now: Instant;
  readonly facts: Facts;
}

/** What is said of a provision. */
type Said = Pick<Check, 'provision' | 'detail'> & Partial<Check>;

const nothing = { dueAt: null, byMs: null, provisional: false, values: {}, mend: null } as const;

export const kept = (said: Said): Check => ({ ...nothing, ...said, state: 'kept' });
export const open = (said: Said): Check => ({ ...nothing, ...said, state: 'open' });
export const atRisk = (said: Said): Check => ({ ...nothing, ...said, state: 'atRisk' });
export const breached = (said: Said): Check => ({ ...nothing, ...said, state: 'breached' });

/** The charter says nothing of it, or there is nothing to which it could apply. */
export const notApplicable = (provision: ProvisionId): Check => ({
  ...nothing,
  provision,
  state: 'notApplicable',
  detail: 'notLaidDown',
});

/** The charter demands it, and it is still done outside the system. */
export const outside = (provision: ProvisionId): Check => open({ provision, detail: 'outside' });

/** Something that is not so: open before its time, breached after. */
export const lacking = (isTime: boolean, no: Said): Check => (isTime ? breached(no) : open(no));

/** Something that must be so by a stage. */
export const must = (isSo: boolean, isTime: boolean, { yes, no }: { yes: Said; no: Said }): Check =>
  isSo ? kept(yes) : lacking(isTime, no);

/** What somebody asked for without the charter's asking can be late, but no provision is broken. */
export const notDemanded = (check: Check, isStillOf: boolean): Check => {
  if (check.state !== 'breached') return check;
  if (check.mend === null && check.byMs !== null) return { ...check, state: 'kept' };
  return isStillOf ? { ...check, state: 'atRisk' } : { ...check, state: 'notApplicable' };
};

/** Notice was given, whatever came of the meeting. */
export const isCalled = ({ noticedAt }: Meeting): boolean => noticedAt !== null;

/** The meeting was opened. */
export const isOpened = ({ openedAt }: Meeting): boolean => openedAt !== null;

/** The gavel has fallen. */
export const isClosed = isOver;

/** Something that must be done by a moment. */
export interface Timed {
  /** When its time began to run. */
  readonly since: Instant | null;
  readonly due: Due;
  /** When it was done; null: not yet. */
  readonly done: Instant | null;
}

const span = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** Half of the time from its beginning to its end is gone: the reminder rule of charters.md. */
export const halfGone = (since: Instant, dueAt: Instant, now: Instant): boolean =>
  span(since, now) * 2 >= span(since, dueAt);

/** Kept, late or still running; what is done late can no longer be mended. */
export const timed = (
  { since, due, done }: Timed,
  now: Instant,
  said: Said & { done: Detail; late: Detail },
): Check => {
  const { done: doneDetail, late, ...rest } = said;
  const about = { ...rest, dueAt: due.at, provisional: due.provisional };
  if (done !== null)
    return done <= due.at
      ? kept({ ...about, detail: doneDetail, byMs: span(done, due.at), mend: null })
      : breached({ ...about, detail: late, byMs: span(due.at, done), mend: null });
  if (now > due.at) return breached({ ...about, byMs: span(due.at, now) });
  return since !== null && halfGone(since, due.at, now) ? atRisk(about) : open(about);
};
