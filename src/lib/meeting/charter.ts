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
  'members',
  'convener',
  'chair',
  'presidium',
  'secretary',
  'recorder',
  'supervisor',
  'duties',
  'powers',
  'intake',
  'categories',
  'agreement',
  'noticeLead',
  'noticeContents',
  'noticeChannels',
  'replies',
  'participants',
  'materials',
  'reports',
  'place',
  'agendaTemplate',
  'previousMinutes',
  'followUp',
  'timekeeping',
  'speech',
  'conduct',
  'experts',
  'workingGroups',
  'problemList',
  'quorum',
  'decision',
  'important',
  'resolutions',
  'packageVote',
  'readOut',
  'closing',
  'nextMeeting',
  'workPlan',
  'rectification',
  'annualPlan',
  'minutesDue',
  'minutesSections',
  'distribution',
  'signoff',
  'seal',
  'filing',
  'transmission',
  'evaluation',
  'publication',
] as const;

export type ProvisionId = (typeof PROVISIONS)[number];

/** Where a provision stands: the clause of the charter's document, and its words, verbatim. */
export interface Source {
  readonly clause: string;
  readonly text: string;
}

/** The offices that a charter fills. `secretary` prepares and organises; `sealKeeper` keeps the joint meeting's seal. */
export const OFFICES = ['convener', 'chair', 'viceChair', 'secretary', 'recorder', 'supervisor', 'sealKeeper'] as const;

export type OfficeId = (typeof OFFICES)[number];

/** Who holds an office: seats of units of these parts, in this order of preference; empty: whoever the council names. */
export interface Office {
  readonly parts: readonly UnitPart[];
  /** As the document says it. */
  readonly words: string;
  /** Who names the holder for each meeting, where the document leaves it to somebody. */
  readonly namedBy?: UnitPart | 'convener' | 'chair' | null;
}

/** A member unit that the document names; a new council can start from them. */
export interface CharterMember {
  readonly name: string;
  readonly part: UnitPart;
}

/** What the document demands of somebody, in a sentence (charter 6: duties per role). */
export interface Duty {
  readonly holder: string;
  readonly text: string;
}

/** What the council may do besides settling problems. */
export const POWERS = [
  'makeRules',
  'assessCompany',
  'decideMajor',
  'cooperate',
  'developmentPlan',
  'annualPlan',
  'feeUse',
  'settleDisputes',
] as const;

export type Power = (typeof POWERS)[number];

/** What a notice must contain (charter 2 asks for the list of participants). */
export type NoticePart = 'time' | 'place' | 'topics' | 'participants';

/** By what a notice goes out. */
export type Channel = 'inbox' | 'mail' | 'sms' | 'robot';

/** What minutes must contain. */
export type MinutesSection =
  'time' | 'place' | 'attendance' | 'topics' | 'discussion' | 'decisions' | 'actions' | 'nextSteps';

/** To whom the minutes go. */
export type Recipient = 'attendees' | 'units' | 'parties';

/** How the last meeting's minutes are taken up (charters 3, 4, 5). */
export type PreviousMinutes = 'confirm' | 'approve' | 'examine';

/** What a structured report says (charter 5). */
export type ReportPart = 'done' | 'figures' | 'problems' | 'proposals';

/** The rules of behaviour of charter 3. */
export type Conduct = 'punctual' | 'noInterrupting' | 'brief';

/** What every solution must name. */
export type SolutionPart = 'measures' | 'unit' | 'person' | 'deadline';

/** What the close of a meeting does (charter 1). */
export type ClosingStep = 'nextMeeting' | 'confirmRecord' | 'assignExecution';

/** What a work plan must say (charter 1). */
export type WorkPlanPart = 'unit' | 'milestones' | 'criteria';

/** On what the joint meeting's seal is pressed (charter 9). */
export type SealUse = 'minutes' | 'resolutions' | 'announcements';

/** What is evaluated. */
export type EvaluationSubject = 'meeting' | 'satisfaction' | 'company' | 'units' | 'progress' | 'outcomes';

/** How a meeting decides: silence, a majority of ballots, the presidium, all together, or one vote on the whole list. */
export type Procedure = 'consensus' | 'majority' | 'presidium' | 'collective' | 'package';

/**
 * A council's rules as data (章程, charters.md). A meeting keeps the version it was planned under.
 * Times are in the unit their name says.
 */
export interface Charter {
  readonly id: string;
  readonly version: number;
  /** A short name that tells it from the others in a list. */
  readonly name: string;
  /** Title of the rule document the charter comes from. */
  readonly document: string;
  /** Where each provision stands; what is not here is the product's default. */
  readonly sources: Readonly<Partial<Record<ProvisionId, Source>>>;
  /** How often the council meets; `every` null: not fixed. `remindDays`: before the period ends without a meeting. */
  readonly cadence: { readonly every: 'month' | 'quarter' | 'year' | null; readonly remindDays: number };
  readonly extraordinary: boolean;
  readonly forms: readonly Form[];
  readonly members: readonly CharterMember[];
  readonly offices: Readonly<Record<OfficeId, Office>>;
  /** Roles which may take the chair besides the chair's own: the presidium of charter 4. */
  readonly presidium: readonly Role[];
  readonly duties: readonly Duty[];
  readonly powers: readonly Power[];
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
  /** Whether only the units concerned by the matters are called in (charter 9), else all members. */
  readonly callsConcerned: boolean;
  /** Whether every unit is asked for materials, and how long before the start they are due; null: by the start (charter 4). */
  readonly materials: { readonly lead: Span | null } | null;
  /** Whether units report in structured form (charter 5), and what such a report says. */
  readonly structuredReports: boolean;
  readonly reportParts: readonly ReportPart[];
  /** The regular meeting place; empty: named for each meeting. */
  readonly place: string;
  /** What is done with the last meeting's minutes at the beginning; null: nothing is laid down. */
  readonly previousMinutes: PreviousMinutes | null;
  /** Whether the meeting looks at what became of earlier decisions. */
  readonly followsUp: boolean;
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
  readonly conduct: readonly Conduct[];
  /** How long after the close the minutes must be final. */
  readonly minutesDue: Span;
  /** Whether the document says only “promptly” (及时), which the product reads as `minutesDue`. */
  readonly minutesPromptly: boolean;
  readonly minutesSections: readonly MinutesSection[];
  readonly distribution: readonly Recipient[];
  /** Whose signature makes the minutes signed: every attending unit's, or that of the unit of whoever presides. */
  readonly signoff: 'everyUnit' | 'chair';
  /** Whether a matter marked important can only be decided by ballot (charter 6), and what counts as important. */
  readonly importantByBallot: boolean;
  readonly importantWords: string;
  /** What a solution must name to be whole. */
  readonly solutionParts: readonly SolutionPart[];
  /** Whether the chair distils a list of problems live (charter 8). */
  readonly problemList: boolean;
  /** Which steps the charter names of its own. */
  readonly readsOut: boolean;
  readonly closing: readonly ClosingStep[];
  readonly setsNextMeeting: boolean;
  readonly workPlans: boolean;
  readonly workPlanParts: readonly WorkPlanPart[];
  readonly rectifies: boolean;
  readonly annualPlan: boolean;
  readonly invitesExperts: boolean;
  readonly workingGroups: boolean;
  /** Matters come in through units and residents and are registered (charter 9). */
  readonly intake: boolean;
  readonly evaluation: {
    readonly atClose: boolean;
    /** `periodic`: regularly, the document does not say how often. */
    readonly every: 'periodic' | 'quarter' | 'year' | null;
    readonly of: readonly EvaluationSubject[];
    /** Whether form, agenda or direction of work are adjusted by the results. */
    readonly adjusts: boolean;
  };
  readonly publishes: boolean;
  readonly sealsMinutes: boolean;
  readonly sealUses: readonly SealUse[];
  /** Whether records are filed and kept for reference (备查). */
  readonly files: boolean;
  /** Whether decisions are handed to the units and chased. */
  readonly transmits: boolean;
  readonly agenda: readonly AgendaTemplateItem[];
  readonly categories: readonly string[];
}

/** An office that the council fills as it likes. */
export const anyHolder: Office = { parts: [], words: '' };

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
  members: [],
  offices: {
    convener: anyHolder,
    chair: anyHolder,
    viceChair: anyHolder,
    secretary: anyHolder,
    recorder: anyHolder,
    supervisor: anyHolder,
    sealKeeper: anyHolder,
  },
  presidium: [],
  duties: [],
  powers: [],
  agreement: null,
  notice: { lead: null, contents: ['time', 'place', 'topics'], channels: ['inbox', 'mail'], confirm: false },
  callsConcerned: false,
  materials: null,
  structuredReports: false,
  reportParts: [],
  place: '',
  previousMinutes: null,
  followsUp: false,
  quorum: 'majority',
  decision: { by: 'majority', base: 'present', threshold: 'majority', voteSeconds: 120 },
  consensusSeconds: 30,
  speechSeconds: 180,
  replySeconds: 60,
  checkInMinutes: 60,
  timekeeping: false,
  conduct: [],
  minutesDue: { amount: 24, unit: 'hour' },
  minutesPromptly: false,
  minutesSections: [],
  distribution: ['units'],
  signoff: 'everyUnit',
  importantByBallot: false,
  importantWords: '',
  solutionParts: [],
  problemList: false,
  readsOut: false,
  closing: [],
  setsNextMeeting: false,
  workPlans: false,
  workPlanParts: [],
  rectifies: false,
  annualPlan: false,
  invitesExperts: false,
  workingGroups: false,
  intake: false,
  evaluation: { atClose: false, every: null, of: [], adjusts: false },
  publishes: false,
  sealsMinutes: false,
  sealUses: [],
  files: false,
  transmits: false,
  agenda: [],
  categories: [],
};
