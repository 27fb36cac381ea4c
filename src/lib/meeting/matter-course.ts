import type { Matter, MatterState } from './matter.ts';
import type { Meeting } from './meeting.ts';
import type { Day, ItemId, MeetingId, UnitId } from './names.ts';

/** What a meeting makes of a matter on its agenda. */
export interface Course {
  readonly matterId: string;
  /** The item it stands under. */
  readonly itemId: ItemId;
  readonly state: Extract<MatterState, 'onAgenda' | 'decided' | 'followedUp' | 'accepted'>;
  /** Why it came back without a decision. */
  readonly reason: 'deferred' | 'cancelled' | 'undecided' | null;
  /** The first duty under its item. */
  readonly duty: { readonly unitId: UnitId; readonly person: string; readonly deadline: Day | null } | null;
}

/** The meeting's moves: what a matter's history calls them. */
export type CourseStep = 'plan' | 'return' | 'decide' | 'followUp';

const over: ReadonlySet<Meeting['stage']> = new Set<Meeting['stage']>(['closed', 'final', 'signed', 'archived']);

type Item = Meeting['agenda'][number];

const stateUnder = (meeting: Meeting, item: Item): Pick<Course, 'state' | 'reason' | 'duty'> => {
  if (meeting.stage === 'cancelled') return { state: 'accepted', reason: 'cancelled', duty: null };
  const action = meeting.actions.find((one) => one.itemId === item.id);
  if (action) {
    const { unitId, person, deadline } = action;
    return { state: 'followedUp', reason: null, duty: { unitId, person, deadline } };
  }
  if (meeting.resolutions.some((one) => one.itemId === item.id && one.state === 'adopted'))
    return { state: 'decided', reason: null, duty: null };
  if (item.status === 'deferred') return { state: 'accepted', reason: 'deferred', duty: null };
  if (over.has(meeting.stage)) return { state: 'accepted', reason: 'undecided', duty: null };
  return { state: 'onAgenda', reason: null, duty: null };
};

/** What becomes of every matter on a meeting's agenda, as its log stands. */
export const coursesOf = (meeting: Meeting): readonly Course[] =>
  meeting.agenda.flatMap((item) =>
    (item.matterIds ?? []).map((matterId) => ({ matterId, itemId: item.id, ...stateUnder(meeting, item) })),
  );

/** A matter and the meeting in which it stands. */
export type StandingMatter = Pick<Matter, 'state'> & { readonly meetingId: MeetingId | null };

/**
 * The step by which a matter follows a meeting; null: it is there already, or the meeting has no say in it (it was
 * settled outside, or stands on another agenda).
 */
export const stepTo = (matter: StandingMatter, meetingId: MeetingId, course: Course): CourseStep | null => {
  const isHere = matter.meetingId === meetingId;
  switch (course.state) {
    case 'onAgenda':
      // A vote that is annulled takes back what it had decided.
      if (isHere) return matter.state === 'decided' || matter.state === 'followedUp' ? 'plan' : null;
      return matter.state === 'registered' || matter.state === 'accepted' ? 'plan' : null;
    case 'accepted':
      return isHere && matter.state === 'onAgenda' ? 'return' : null;
    case 'decided':
      return isHere && matter.state === 'onAgenda' ? 'decide' : null;
    case 'followedUp':
      return isHere && (matter.state === 'onAgenda' || matter.state === 'decided') ? 'followUp' : null;
  }
};
