import { coursesOf, stepTo, type Course, type CourseStep } from '#lib/meeting/matter-course.ts';
import type { EventType, Meeting } from '#lib/meeting/meeting.ts';
import { MatterMoved, type Archive, type MatterChange } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** A matter that can be put on an agenda. */
export interface PlannableMatter {
  readonly id: string;
  readonly number: { readonly year: number; readonly n: number } | null;
  /** The beginning of its text, for an item's title. */
  readonly title: string;
  readonly category: string;
  readonly community: string;
  readonly text: string;
  /** The unit that reported it; null: a resident did. */
  readonly unitId: string | null;
}

/** Matters on their way through meetings. They follow the meetings' logs; nobody has to move them. */
export interface MatterCourse {
  /** A council's matters that can be put on an agenda: registered or accepted, oldest first. */
  open(councilId: string): Promise<readonly PlannableMatter[]>;
  /** Brings matters up to what the logs said while nobody listened: after a crash, or on another node. */
  catchUp(): Promise<void>;
  /** Waits for what is under way. */
  rest(): Promise<void>;
}

/** What the course needs. */
interface CourseParts {
  readonly archive: Archive;
  readonly rooms: Rooms | null;
  readonly clock: Clock;
  /** Told of what went wrong with nobody waiting for it. */
  readonly onFault: (error: unknown) => void;
}

/** Events after which a matter may stand elsewhere. */
const telling: ReadonlySet<EventType> = new Set<EventType>([
  'meeting.planned',
  'meeting.cancelled',
  'meeting.closed',
  'agenda.laid',
  'agenda.inserted',
  'agenda.entered',
  'agenda.deferred',
  'resolution.decided',
  'vote.annulled',
  'action.assigned',
]);

/** Most matters that are offered for an agenda. */
const OFFERED = 300;

/** How often a step is tried when somebody else moves the matter at the same time. */
const TRIES = 5;

const TITLE = 40;

/** The first sentence of a matter's text, cut to what fits an agenda. */
export const titleOf = (text: string): string => {
  const first = text.split(/[\n。；;！!？?]/u, 1)[0]!.trim();
  return first.length > TITLE ? `${first.slice(0, TITLE - 1)}…` : first;
};

/** Listens to every room and moves the matters on its agenda. */
export function openMatterCourse({ archive, rooms, clock, onFault }: CourseParts): MatterCourse {
  let underWay: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<unknown> => (underWay = underWay.then(work).catch(onFault));
  const now = () => new Date(clock.now()).toISOString();
  const follow = (meeting: Meeting) => followMeeting(archive, meeting, now());

  rooms?.listen((_room, events, meeting) => {
    if (events.some((event) => telling.has(event.type))) void inTurn(() => follow(meeting));
  });

  return {
    async open(councilId) {
      const states = ['registered', 'accepted'] as const;
      const page = { order: 'reported', descending: false, limit: OFFERED, offset: 0 } as const;
      const found = await archive.matters.find({ councilId, states }, page);
      return found.map(({ id, number, category, community, text, unitId }) => ({
        id,
        number,
        title: titleOf(text),
        category,
        community,
        text,
        unitId,
      }));
    },
    async catchUp() {
      for (const meetingId of await archive.matters.openMeetings()) {
        await inTurn(async () => {
          const room = await rooms?.get(meetingId);
          if (room) await follow(room.meeting);
        });
      }
    },
    rest: async () => void (await underWay),
  };
}

async function followMeeting(archive: Archive, meeting: Meeting, at: string): Promise<void> {
  const courses = coursesOf(meeting);
  for (const course of courses) await takeStep(archive, meeting, course, at);
  const named = new Set(courses.map(({ matterId }) => matterId));
  for (const matter of await archive.matters.ofMeeting(meeting.id))
    if (!named.has(matter.id) && matter.state === 'onAgenda')
      await takeStep(archive, meeting, { matterId: matter.id, ...withdrawn }, at);
}

/** Of a matter that was taken off the agenda. */
const withdrawn = { itemId: '', state: 'accepted', reason: null, duty: null } as const;

async function takeStep(archive: Archive, meeting: Meeting, course: Course, at: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    const matter = await archive.matters.get(course.matterId);
    const what = matter?.councilId === meeting.council.id ? stepTo(matter, meeting.id, course) : null;
    if (!matter || !what) return;
    const step = { at, by: 'system', name: '', what, detail: detailOf(meeting, course, what) };
    try {
      const change = changeOf(meeting, course, what);
      return void (await archive.matters.move({ matterId: matter.id, seen: matter.version, change, step }));
    } catch (error) {
      if (!(error instanceof MatterMoved) || tried >= TRIES) throw error;
    }
  }
}

function changeOf(meeting: Meeting, { state, itemId, duty }: Course, what: CourseStep): MatterChange {
  const duties = duty && { assignedUnitId: duty.unitId, assignedPerson: duty.person, deadline: duty.deadline };
  if (what === 'return') return { state, meetingId: null, itemId: null };
  if (what === 'plan') return { state, meetingId: meeting.id, itemId };
  return { state, ...duties };
}

function detailOf(meeting: Meeting, { reason, duty }: Course, what: CourseStep): Record<string, string> {
  const told: Record<string, string> = { meeting: meeting.title, meetingId: meeting.id };
  if (what === 'return') told['reason'] = reason ?? 'withdrawn';
  if (what === 'followUp' && duty) {
    told['unit'] = meeting.units.find((unit) => unit.id === duty.unitId)?.name ?? '';
    told['deadline'] = duty.deadline ?? '';
  }
  return told;
}
