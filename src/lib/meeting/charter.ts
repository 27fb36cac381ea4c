import type { AgendaKind } from './agenda.ts';
import type { Role, UnitPart } from './seat.ts';
import type { Span } from './work-calendar.ts';

/** What a count of votes is measured against: ballots cast without abstentions, units on the roll, or all member units. */
export type Base = 'cast' | 'present' | 'all';

/** How much of the base must agree (domain.md rule 10). */
export type Threshold = 'majority' | 'twoThirds' | 'threeQuarters' | 'unanimous';

/** What a sitting can be: 会议, 研讨会, 座谈会. */
export type Form = 'meeting' | 'workshop' | 'forum';

/** An item of the charter's agenda template; `parts` become sub-items. */
export interface AgendaTemplateItem {
  readonly kind: AgendaKind;
  readonly title: string;
  readonly minutes: number;
  readonly parts?: readonly { readonly title: string; readonly minutes: number }[];
}

/**
 * The provisions a charter can make, in the order in which they are shown and checked. Each may carry the source from
 * which its value comes; without one the product's default applies and is shown as such.
 */
export const PROVISIONS = [
  'cadence',
  'extraordinary',
  'forms',
  'convener',
  'chair',
  'recorder',
  'supervisor',
  'agreement',
  'noticeLead',
  'noticeContents',
  'noticeChannels',
  'replies',
  'materials',
  'reports',
  'agendaTemplate',
  'previousMinutes',
  'timekeeping',
  'speech',
  'experts',
  'workingGroups',
  'quorum',
  'decision',
  'important',
  'packageVote',
  'readOut',
  'nextMeeting',
  'workPlan',
  'rectification',
  'annualPlan',
  'minutesDue',
  'minutesSections',
  'signoff',
  'evaluation',
  'publication',
  'seal',
  'intake',
] as const;

export type ProvisionId = (typeof PROVISIONS)[number];

/** Where a provision stands: the clause of the charter's document, and its words. */
export interface Source {
  readonly clause: string;
  readonly text: string;
}

/** Who holds an office: seats of units of these parts, in this order of preference; empty: whoever the council names. */
export interface Office {
  readonly parts: readonly UnitPart[];
  /** As the document says it. */
  readonly words: string;
}

/** What a notice must contain (charter 2 asks for the list of participants). */
export type NoticePart = 'time' | 'place' | 'topics' | 'participants';

/** By what a notice goes out. */
export type Channel = 'inbox' | 'mail' | 'sms' | 'robot';

/** What minutes must contain. */
export type MinutesSection =
  'time' | 'place' | 'attendance' | 'topics' | 'discussion' | 'decisions' | 'actions' | 'nextSteps';

/** How a meeting decides: silence, a majority of ballots, the presidium, all together, or one vote on the whole list. */
export type Procedure = 'consensus' | 'majority' | 'presidium' | 'collective' | 'package';

/**
 * A council's rules as data (章程, charters.md). A meeting keeps the version it was planned under.
 * Times are in the unit their name says.
 */
export interface Charter {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Title of the rule document the charter comes from. */
  readonly document: string;
  /** Where each provision stands; what is not here is the product's default. */
  readonly sources: Readonly<Partial<Record<ProvisionId, Source>>>;
  /** How often the council meets; `every` null: not fixed. `remindDays`: before the period ends without a meeting. */
  readonly cadence: { readonly every: 'month' | 'quarter' | 'year' | null; readonly remindDays: number };
  readonly extraordinary: boolean;
  readonly forms: readonly Form[];
  readonly offices: Readonly<Record<'convener' | 'chair' | 'recorder' | 'supervisor', Office>>;
  /** Roles which may take the chair besides the chair's own: the presidium of charter 4. */
  readonly presidium: readonly Role[];
  /** Two parties that must agree topics and time beforehand (charter 7), and how long before the meeting. */
  readonly agreement: { readonly between: readonly [UnitPart, UnitPart]; readonly lead: Span } | null;
  readonly notice: {
    /** How long before the start the notice must be out; null: not fixed. */
    readonly lead: Span | null;
    readonly contents: readonly NoticePart[];
    readonly channels: readonly Channel[];
    /** Whether representatives must confirm that they come (charter 6). */
    readonly confirm: boolean;
  };
  /** Whether every unit is asked for materials, and how long before the start they are due (charter 4). */
  readonly materials: { readonly lead: Span | null } | null;
  /** Whether units report in structured form: works done, figures, problems, proposals (charter 5). */
  readonly structuredReports: boolean;
  /** Share of the member units that must be present: more than half unless the charter says otherwise. */
  readonly quorum: Threshold;
  readonly decision: {
    readonly by: Procedure;
    readonly base: Base;
    readonly threshold: Threshold;
    readonly voteSeconds: number;
  };
  /** How long silence must last before it is consent. */
  readonly consensusSeconds: number;
  readonly speechSeconds: number;
  readonly replySeconds: number;
  /** How long before the start check-in opens. */
  readonly checkInMinutes: number;
  /** Whether planned minutes are shown and kept (charter 5). */
  readonly timekeeping: boolean;
  /** How long after the close the minutes must be final. */
  readonly minutesDue: Span;
  readonly minutesSections: readonly MinutesSection[];
  /** Whether a matter marked important can only be decided by ballot (charter 6), and what counts as important. */
  readonly importantByBallot: boolean;
  readonly importantWords: string;
  /** Which steps the charter names of its own. */
  readonly readsOut: boolean;
  readonly setsNextMeeting: boolean;
  readonly workPlans: boolean;
  readonly rectifies: boolean;
  readonly annualPlan: boolean;
  readonly invitesExperts: boolean;
  readonly workingGroups: boolean;
  /** Matters come in through units and residents and are registered (charter 9). */
  readonly intake: boolean;
  readonly evaluation: { readonly atClose: boolean; readonly every: 'quarter' | 'year' | null };
  readonly publishes: boolean;
  readonly sealsMinutes: boolean;
  readonly agenda: readonly AgendaTemplateItem[];
  readonly categories: readonly string[];
}

/** The product's defaults, where a document is silent (charters.md). */
export const defaultCharter: Charter = {
  id: '',
  version: 0,
  name: '',
  document: '',
  sources: {},
  cadence: { every: null, remindDays: 14 },
  extraordinary: true,
  forms: ['meeting'],
  offices: {
    convener: { parts: [], words: '' },
    chair: { parts: [], words: '' },
    recorder: { parts: [], words: '' },
    supervisor: { parts: [], words: '' },
  },
  presidium: [],
  agreement: null,
  notice: { lead: null, contents: ['time', 'place', 'topics'], channels: ['inbox', 'mail'], confirm: false },
  materials: null,
  structuredReports: false,
  quorum: 'majority',
  decision: { by: 'majority', base: 'present', threshold: 'majority', voteSeconds: 120 },
  consensusSeconds: 30,
  speechSeconds: 180,
  replySeconds: 60,
  checkInMinutes: 60,
  timekeeping: false,
  minutesDue: { amount: 24, unit: 'hour' },
  minutesSections: [],
  importantByBallot: false,
  importantWords: '',
  readsOut: false,
  setsNextMeeting: false,
  workPlans: false,
  rectifies: false,
  annualPlan: false,
  invitesExperts: false,
  workingGroups: false,
  intake: false,
  evaluation: { atClose: false, every: null },
  publishes: false,
  sealsMinutes: false,
  agenda: [],
  categories: [],
};
