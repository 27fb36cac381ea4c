import type { PlannedItem } from '#lib/meeting/agenda.ts';
import type { Charter } from '#lib/meeting/charter.ts';
import { asPlanned } from '#lib/meeting/plan.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Plan } from '#lib/meeting/sitting.ts';
import type { WorkCalendar } from '#lib/meeting/work-calendar.ts';
import { messageFor } from '#lib/messages/messages.ts';
import type { PlanForm } from '#lib/wire/planning-form.ts';
import type { ApiError } from '../door/answer.ts';
import type { StoredCouncil } from '../archive/archive.ts';
import { arrivalsFrom } from './arrivals.ts';
import { mayRunWith, standingIn, type Asking } from './council-rights.ts';
import { meetingIdFor, numberFor, yearOf } from './meeting-numbers.ts';
import type { OfficeParts } from './office.ts';
import type { Outcome } from './outcome.ts';
import { lengthOf, overlapsOf, USUAL_MINUTES, type Overlap, type Slot } from './overlaps.ts';
import { composeAgenda, type AgendaMatter } from './plan-agenda.ts';
import { seatsFor } from './plan-seats.ts';

/** Why a plan was turned down (message key `error.<code>`). */
export type PlanRefusal = Extract<ApiError, 'not_found' | 'nobody_presides' | 'matter_moved'>;

/** An earlier meeting whose agenda can be taken again. */
export interface EarlierAgenda {
  readonly meetingId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly items: number;
}

/** What a planner sees before there is a plan. */
export interface PlanPreview {
  readonly charter: Charter;
  readonly calendar: WorkCalendar;
  /** The charter's template with what arrives by itself. */
  readonly template: readonly PlannedItem[];
  readonly matters: readonly AgendaMatter[];
  readonly earlier: readonly EarlierAgenda[];
  /** Where the council met last; empty at the first time. */
  readonly place: string;
}

/** Plans meetings. */
export interface PlanningDesk {
  /** Plans a meeting from the council's charter, units and seats; the same form again is the same meeting. */
  plan(visitor: Asking, councilId: string, form: PlanForm): Promise<Outcome<PlanRefusal, { meetingId: string }>>;
  /** Null: not theirs to plan. */
  preview(visitor: Asking, councilId: string): Promise<PlanPreview | null>;
  /** Other meetings at the same time that call the same people, or use the same place. */
  overlaps(
    visitor: Asking,
    councilId: string,
    slot: { startsAt: string; place: string; meeting?: string | undefined },
  ): Promise<readonly Overlap[]>;
  /** The same for a meeting that is planned. */
  overlapsOfMeeting(visitor: Asking, meeting: Meeting): Promise<readonly Overlap[]>;
}

/** What the desk needs. */
export interface PlanningParts extends OfficeParts {
  /** Matters of a council that can be put on an agenda. */
  readonly openMatters: (councilId: string) => Promise<readonly AgendaMatter[]>;
  readonly calendar: () => Promise<WorkCalendar>;
  /** The charter in force in a council. */
  readonly charterOf: (councilId: string) => Promise<Charter>;
}

/** How many earlier meetings are looked at. */
const EARLIER = 24;

/** Opens the desk. */
export function openPlanningDesk(parts: PlanningParts): PlanningDesk {
  const { archive } = parts;
  const running = async (visitor: Asking, councilId: string): Promise<StoredCouncil | null> => {
    const standing = await standingIn(archive, councilId, visitor);
    return standing?.mayRun ? archive.councils.get(councilId) : null;
  };
  return {
    async plan(visitor, councilId, form) {
      const council = await running(visitor, councilId);
      if (!council) return { ok: false, code: 'not_found' };
      return planOnce(parts, { council, visitor, form });
    },
    async preview(visitor, councilId) {
      const council = await running(visitor, councilId);
      if (!council) return null;
      const charter = await parts.charterOf(councilId);
      const meetings = await earlierMeetings(parts, councilId);
      return {
        charter,
        calendar: await parts.calendar(),
        template: composeAgenda({ charter, arrivals: arrivalsFrom(meetings), matters: [] }),
        matters: await parts.openMatters(councilId),
        earlier: meetings.filter((meeting) => meeting.agenda.length > 0).map(agendaOf),
        place: meetings.find((meeting) => meeting.place !== '')?.place ?? charter.place,
      };
    },
    async overlaps(visitor, councilId, { startsAt, place, meeting: meetingId }) {
      const council = await running(visitor, councilId);
      if (!council) return [];
      const planned = meetingId === undefined ? null : await parts.rooms.get(meetingId);
      if (planned?.meeting.council.id === councilId)
        return overlapsOf(parts, { ...slotOf(planned.meeting), startsAt, place }, visitor.personId);
      const people = seatsFor(await archive.councils.roster(councilId), startsAt, {
        units: council.units,
        charter: await parts.charterOf(councilId),
      });
      const slot = { meetingId: null, startsAt, minutes: USUAL_MINUTES, place, people };
      return overlapsOf(parts, slot, visitor.personId);
    },
    overlapsOfMeeting: (visitor, meeting) => overlapsOf(parts, slotOf(meeting), visitor.personId),
  };
}

const slotOf = (meeting: Meeting): Slot => ({
  meetingId: meeting.id,
  startsAt: meeting.startsAt,
  minutes: lengthOf(meeting),
  place: meeting.place,
  people: Object.values(meeting.seats).filter((seat) => !seat.withdrawn),
});

const agendaOf = ({ id, title, startsAt, agenda }: Meeting): EarlierAgenda => ({
  meetingId: id,
  title,
  startsAt,
  items: agenda.length,
});

/** The council's last meetings, latest first. */
async function earlierMeetings({ archive, rooms }: PlanningParts, councilId: string): Promise<Meeting[]> {
  const listed = (await archive.events.ofCouncil(councilId)).slice(0, EARLIER);
  const opened = await Promise.all(listed.map(({ id }) => rooms.get(id)));
  return opened.flatMap((room) => (room ? [room.meeting] : []));
}

interface Wish {
  readonly council: StoredCouncil;
  readonly visitor: Asking;
  readonly form: PlanForm;
}

type Planned = Outcome<PlanRefusal, { meetingId: string }>;

async function planOnce(parts: PlanningParts, wish: Wish): Promise<Planned> {
  const { archive, rooms, clock } = parts;
  const { council, visitor, form } = wish;
  const meetingId = meetingIdFor(council.id, form.id);
  const room = await rooms.create(meetingId);
  if (room.meeting.seq > 0) return { ok: true, meetingId };
  const draft = await draftOf(parts, wish);
  if (typeof draft === 'string') return { ok: false, code: draft };
  const year = yearOf(form.startsAt);
  const now = new Date(clock.now()).toISOString();
  const number = await numberFor(archive, { councilId: council.id, year, meetingId }, now);
  const plan: Plan = { ...draft, number, title: form.title || titleFor(council.name, form, number) };
  const seat = plan.seats.find((one) => one.personId === visitor.personId);
  const actor = seat && mayRunWith(seat.roles) ? visitor.personId : 'system';
  const outcome = await room.command(actor, `plan-${meetingId}`, { type: 'meeting.plan', ...plan });
  if ('seq' in outcome || room.meeting.seq > 0) return { ok: true, meetingId };
  await archive.plans.giveBack(meetingId);
  return { ok: false, code: 'nobody_presides' };
}

/** Everything but number and title; or why there can be no plan. */
async function draftOf(
  parts: PlanningParts,
  { council, form }: Wish,
): Promise<Omit<Plan, 'number' | 'title'> | PlanRefusal> {
  const { id, name, units } = council;
  const charter = await parts.charterOf(id);
  const seats = seatsFor(await parts.archive.councils.roster(id), form.startsAt, { units, charter });
  if (!seats.some(({ roles }) => roles.includes('chair') || roles.includes('convener'))) return 'nobody_presides';
  const open = new Map((await parts.openMatters(id)).map((matter) => [matter.id, matter]));
  const matters = form.matterIds.map((matterId) => open.get(matterId));
  if (matters.includes(undefined)) return 'matter_moved';
  const meetings = await earlierMeetings(parts, id);
  const copied = meetings.find((meeting) => meeting.id === form.agendaOf);
  if (form.agendaOf !== null && !copied) return 'not_found';
  const agenda = composeAgenda({
    charter,
    ...(copied ? { base: copiedFrom(copied) } : {}),
    arrivals: arrivalsFrom(meetings),
    matters: matters as AgendaMatter[],
  });
  const { kind, reason, startsAt, place, link } = form;
  return {
    form: form.form,
    kind,
    startsAt,
    place,
    link,
    units,
    seats,
    charter,
    agenda,
    ...(kind === 'extraordinary' ? { reason } : {}),
    council: { id, name },
    calendar: await parts.calendar(),
  };
}

/** An earlier agenda as a new one begins: without what had arrived there, and without its matters. */
const copiedFrom = (meeting: Meeting): readonly PlannedItem[] => {
  const kept = meeting.agenda.filter(({ origin }) => !origin || origin.kind === 'previous');
  return kept.map((item) => {
    const { matterIds: _matters, origin: _origin, ...rest } = asPlanned(item);
    return { ...rest, id: `c-${item.id}`.slice(0, 80), parentId: item.parentId && `c-${item.parentId}`.slice(0, 80) };
  });
};

/** The title of a meeting whose planner gave none; a council's papers are in Chinese. */
const titleFor = (council: string, { form, kind }: PlanForm, { year, n }: { year: number; n: number }): string =>
  messageFor('zh-CN', `planning.autoTitle.${kind === 'extraordinary' ? 'extraordinary' : form}`, {
    council,
    year: String(year),
    n: String(n),
  });
