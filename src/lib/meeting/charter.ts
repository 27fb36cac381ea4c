import type { AgendaKind } from './agenda.ts';

/** What a count of votes is measured against: ballots cast without abstentions, units on the roll, or all member units. */
export type Base = 'cast' | 'present' | 'all';

/** How much of the base must agree (domain.md rule 10). */
export type Threshold = 'majority' | 'twoThirds' | 'threeQuarters' | 'unanimous';

/** An item of the charter's agenda template; `parts` become sub-items. */
export interface AgendaTemplateItem {
  readonly kind: AgendaKind;
  readonly title: string;
  readonly minutes: number;
  readonly parts?: readonly { readonly title: string; readonly minutes: number }[];
}

/**
 * A council's rules as data (章程, charters.md). A meeting keeps the version it was planned under.
 * Times are in the unit their name says.
 */
export interface Charter {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Share of the member units that must be present: more than half unless the charter says otherwise. */
  readonly quorum: Threshold;
  readonly decision: { readonly base: Base; readonly threshold: Threshold; readonly voteSeconds: number };
  /** How long silence must last before it is consent. */
  readonly consensusSeconds: number;
  readonly speechSeconds: number;
  readonly replySeconds: number;
  /** How long before the start check-in opens. */
  readonly checkInMinutes: number;
  readonly minutesDueHours: number;
  /** Whether a matter marked important can only be decided by ballot (charter 6). */
  readonly importantByBallot: boolean;
  readonly sealsMinutes: boolean;
  readonly agenda: readonly AgendaTemplateItem[];
  readonly categories: readonly string[];
}
