import { actionEvolutions, type Action, type ActionCommands, type ActionEvents } from './action.ts';
import { agendaEvolutions, type AgendaCommands, type AgendaEvents, type AgendaItem } from './agenda.ts';
import {
  attendanceEvolutions,
  type AttendanceCommands,
  type AttendanceEvents,
  type Excuse,
  type Presence,
} from './attendance.ts';
import {
  agreementEvolutions,
  noAgreement,
  type Agreement,
  type AgreementCommands,
  type AgreementEvents,
} from './agreement.ts';
import { chairEvolutions, type Chair, type ChairCommands, type ChairEvents } from './chair.ts';
import { defaultCharter, type Charter, type Form } from './charter.ts';
import { consensusEvolutions, type Consensus, type ConsensusCommands, type ConsensusEvents } from './consensus.ts';
import { emptyFloor, floorEvolutions, type Floor, type FloorCommands, type FloorEvents } from './floor.ts';
import {
  materialEvolutions,
  type Material,
  type MaterialCommands,
  type MaterialEvents,
  type MaterialRequest,
} from './material.ts';
import { minutesEvolutions, type MinutesCommands, type MinutesEvents, type MinutesVersion } from './minutes.ts';
import type { Instant, MeetingId, PersonId, UnitId } from './names.ts';
import {
  nextMeetingEvolutions,
  type NextMeeting,
  type NextMeetingCommands,
  type NextMeetingEvents,
} from './next-meeting.ts';
import { noticeEvolutions, type Notice, type NoticeCommands, type NoticeEvents } from './notice.ts';
import { observanceEvolutions, type Breach, type ObservanceCommands, type ObservanceEvents } from './observance.ts';
import { planEvolutions, type PlanCommands, type PlanEvents } from './plan.ts';
import { problemEvolutions, type Problem, type ProblemCommands, type ProblemEvents } from './problem.ts';
import { replyEvolutions, type Reply, type ReplyCommands, type ReplyEvents } from './reply.ts';
import { reportEvolutions, type Report, type ReportCommands, type ReportEvents } from './report.ts';
import { resolutionEvolutions, type Resolution, type ResolutionCommands, type ResolutionEvents } from './resolution.ts';
import type { Authority, Evolutions, Stamp } from './rulebook.ts';
import { seatEvolutions, type Seat, type SeatCommands, type SeatEvents, type Unit } from './seat.ts';
import { signoffEvolutions, type SignoffCommands, type SignoffEvents } from './signoff.ts';
import { sittingEvolutions, type SittingCommands, type SittingEvents } from './sitting.ts';
import type { Stage } from './stage.ts';
import { weekdays, type WorkCalendar } from './work-calendar.ts';
import { voteEvolutions, type Vote, type VoteCommands, type VoteEvents } from './vote.ts';

/** The standing body the meeting belongs to. */
export interface Council {
  readonly id: string;
  readonly name: string;
}

/** One sitting, as the whole room may see it: the fold of its log. */
export interface Meeting {
  readonly id: MeetingId;
  /** Number of the last event; 0 before it is planned. */
  readonly seq: number;
  readonly stage: Stage;
  readonly title: string;
  readonly form: Form;
  readonly kind: 'regular' | 'extraordinary';
  /** Why an extraordinary meeting is called; empty for a regular one. */
  readonly reason: string;
  readonly number: { readonly year: number; readonly n: number };
  readonly startsAt: Instant;
  readonly place: string;
  readonly link: string;
  readonly council: Council;
  readonly charter: Charter;
  /** The working calendar as it was known when the meeting was planned, or last brought up to date. */
  readonly calendar: WorkCalendar;
  readonly units: readonly Unit[];
  readonly seats: Readonly<Record<PersonId, Seat>>;
  readonly chair: Chair;
  /** What was told of it; null: nothing yet. */
  readonly notice: Notice | null;
  readonly replies: Readonly<Record<UnitId, Reply>>;
  readonly attendance: Readonly<Record<PersonId, Presence>>;
  readonly excused: Readonly<Record<UnitId, Excuse>>;
  readonly agenda: readonly AgendaItem[];
  /** Number of the event that last gave the agenda its items or their order. */
  readonly agendaSeq: number;
  readonly agreement: Agreement;
  readonly requests: readonly MaterialRequest[];
  /** Every version of every file, in the order in which they came. */
  readonly materials: readonly Material[];
  /** Every version of every unit's report, in the order in which they came. */
  readonly reports: readonly Report[];
  readonly floor: Floor;
  readonly problems: readonly Problem[];
  readonly resolutions: readonly Resolution[];
  readonly consensus: Consensus | null;
  readonly votes: readonly Vote[];
  readonly actions: readonly Action[];
  readonly next: NextMeeting | null;
  readonly versions: readonly MinutesVersion[];
  readonly plannedAt: Instant | null;
  readonly noticedAt: Instant | null;
  readonly openedAt: Instant | null;
  readonly suspensions: readonly { readonly from: Instant; readonly to: Instant | null; readonly reason: string }[];
  readonly closedAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly cancelReason: string;
  /** What of the charter this meeting did not keep, as the server noted it. */
  readonly breaches: readonly Breach[];
}

export type Commands = SittingCommands &
  PlanCommands &
  AgreementCommands &
  MaterialCommands &
  ReportCommands &
  NoticeCommands &
  ReplyCommands &
  NextMeetingCommands &
  SeatCommands &
  AttendanceCommands &
  ChairCommands &
  AgendaCommands &
  FloorCommands &
  ProblemCommands &
  ResolutionCommands &
  ConsensusCommands &
  VoteCommands &
  ActionCommands &
  MinutesCommands &
  SignoffCommands &
  ObservanceCommands;

export type Events = SittingEvents &
  PlanEvents &
  AgreementEvents &
  MaterialEvents &
  ReportEvents &
  NoticeEvents &
  ReplyEvents &
  NextMeetingEvents &
  SeatEvents &
  AttendanceEvents &
  ChairEvents &
  AgendaEvents &
  FloorEvents &
  ProblemEvents &
  ResolutionEvents &
  ConsensusEvents &
  VoteEvents &
  ActionEvents &
  MinutesEvents &
  SignoffEvents &
  ObservanceEvents;

export type CommandType = keyof Commands;
export type EventType = keyof Events;

/** What somebody asks for. Who asks and when is in the {@link Authority}. */
export type Command = {
  readonly [Type in CommandType]: { readonly type: Type } & Readonly<Commands[Type]>;
}[CommandType];

/** What happened, without number, time and actor. */
export type Draft = { readonly [Type in EventType]: { readonly type: Type } & Readonly<Events[Type]> }[EventType];

/** What happened, as the log holds it and the wire carries it. */
export type MeetingEvent = Draft & Stamp;

const evolutions = {
  ...sittingEvolutions,
  ...planEvolutions,
  ...agreementEvolutions,
  ...materialEvolutions,
  ...reportEvolutions,
  ...noticeEvolutions,
  ...replyEvolutions,
  ...nextMeetingEvolutions,
  ...seatEvolutions,
  ...attendanceEvolutions,
  ...chairEvolutions,
  ...agendaEvolutions,
  ...floorEvolutions,
  ...problemEvolutions,
  ...resolutionEvolutions,
  ...consensusEvolutions,
  ...voteEvolutions,
  ...actionEvolutions,
  ...minutesEvolutions,
  ...signoffEvolutions,
  ...observanceEvolutions,
} satisfies Evolutions<Events>;

/** Every event type there is. */
export const EVENT_TYPES = Object.keys(evolutions) as readonly EventType[];

/** A meeting of which nothing is known but its id. */
export const initialMeeting = (id: MeetingId): Meeting => ({
  id,
  seq: 0,
  stage: 'planned',
  title: '',
  form: 'meeting',
  kind: 'regular',
  reason: '',
  number: { year: 0, n: 0 },
  startsAt: '',
  place: '',
  link: '',
  council: { id: '', name: '' },
  charter: defaultCharter,
  calendar: weekdays,
  units: [],
  seats: {},
  chair: { personId: '', absentSince: null, changes: [] },
  notice: null,
  replies: {},
  attendance: {},
  excused: {},
  agenda: [],
  agendaSeq: 0,
  agreement: noAgreement,
  requests: [],
  materials: [],
  reports: [],
  floor: emptyFloor,
  problems: [],
  resolutions: [],
  consensus: null,
  votes: [],
  actions: [],
  next: null,
  versions: [],
  plannedAt: null,
  noticedAt: null,
  openedAt: null,
  suspensions: [],
  closedAt: null,
  archivedAt: null,
  cancelReason: '',
  breaches: [],
});

/** The meeting after one event. Total: any event of the log's types, in the log's order. */
export const evolve = (meeting: Meeting, event: MeetingEvent): Meeting => {
  const step = evolutions[event.type] as (m: Meeting, e: MeetingEvent) => Meeting;
  const next = step(meeting, event) as { -readonly [Key in keyof Meeting]: Meeting[Key] };
  return { ...next, seq: event.seq };
};

/** Numbers, dates and signs what was decided. */
export const stamp = (meeting: Meeting, drafts: readonly Draft[], by: Authority): readonly MeetingEvent[] =>
  drafts.map((draft, index) => ({ ...draft, seq: meeting.seq + 1 + index, at: by.at, actor: by.actor }));

export { mayRead } from './seat.ts';
export { mayWriteMinutes } from './minutes.ts';
