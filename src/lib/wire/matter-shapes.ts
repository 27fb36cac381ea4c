import type { MatterActType, MatterState } from '#lib/meeting/matter.ts';

/** A matter's number on paper: 〔year〕n. */
export interface MatterNumber {
  readonly year: number;
  readonly n: number;
}

/** What a report's form needs to know of a council. */
export interface ReportForm {
  readonly council: { readonly id: string; readonly name: string };
  readonly categories: readonly string[];
  /** Communities that were named before, to choose from. */
  readonly communities: readonly string[];
}

/** A matter in a list. Times are ISO, the deadline is a day. */
export interface MatterRow {
  readonly id: string;
  readonly number: MatterNumber | null;
  readonly state: MatterState;
  /** The first sentence of its text. */
  readonly title: string;
  readonly category: string;
  readonly community: string;
  readonly place: string;
  readonly unitId: string | null;
  readonly assignedUnitId: string | null;
  readonly deadline: string | null;
  readonly reportedAt: string;
  readonly changedAt: string;
  readonly version: number;
  readonly mine: boolean;
  /** What the viewer can do with it now. */
  readonly acts: readonly MatterActType[];
}

/** Matters of one state, the latest first, as a column of the board. */
export interface MatterColumn {
  readonly state: MatterState;
  readonly matters: readonly MatterRow[];
}

/** What a list shows: a page of the table or the board's columns, and how many there are. */
export interface MatterListing {
  readonly columns: readonly MatterColumn[];
  readonly rows: readonly MatterRow[];
  /** By state, without regard to the states chosen. */
  readonly counts: Partial<Record<MatterState, number>>;
  readonly total: number;
  readonly pages: number;
}

/** A step of a matter's history. `name` is empty for residents and the system. */
export interface ShownStep {
  readonly n: number;
  readonly at: string;
  /** Person, `resident` or `system`. */
  readonly by: string;
  readonly name: string;
  readonly what: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** A matter on its page. Contacts are empty for everybody but the office. */
export interface ShownMatter extends Omit<MatterRow, 'unitId' | 'assignedUnitId'> {
  readonly text: string;
  readonly tried: string;
  readonly unitId: string | null;
  readonly unitName: string;
  readonly assignedUnitId: string | null;
  readonly assignedUnitName: string;
  readonly assignedPerson: string;
  readonly reason: string;
  readonly outcome: string;
  readonly meetingId: string | null;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly photoIds: readonly string[];
  readonly steps: readonly ShownStep[];
  /** The matter that it was merged into. */
  readonly target: Pick<MatterRow, 'id' | 'number' | 'state' | 'title'> | null;
}

/** A step as whoever reported the matter reads it: no people. */
export type FollowedStep = Pick<ShownStep, 'n' | 'at' | 'what' | 'detail'>;

/** A matter as whoever holds its link sees it. */
export interface FollowedMatter {
  readonly council: string;
  readonly number: MatterNumber | null;
  readonly state: MatterState;
  readonly category: string;
  readonly community: string;
  readonly place: string;
  readonly text: string;
  readonly tried: string;
  readonly reportedAt: string;
  readonly reason: string;
  readonly photoIds: readonly string[];
  readonly steps: readonly FollowedStep[];
  /** The matter that it was merged into, and how that stands. */
  readonly target: Pick<FollowedMatter, 'number' | 'state' | 'reason' | 'steps'> | null;
  readonly maySupplement: boolean;
  /** Whether name and phone are still kept, and may go now. */
  readonly contact: 'none' | 'kept' | 'mayGo';
}
