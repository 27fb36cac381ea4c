import type { Instant, PersonId, UnitId } from './names.ts';
import type { Refusal } from './refusal.ts';
import type { Command, Draft, Meeting } from './meeting.ts';
import type { Finding } from './observance.ts';
import type { CastBallot } from './vote.ts';

/** What the server knows and a client may not say: who acts, when, and facts that no log holds. */
export interface Authority {
  /** The person of the session, or `system` for the server's own deadlines. */
  readonly actor: PersonId | 'system';
  readonly at: Instant;
  /** The choices in the ballot box; needed by `vote.close`. */
  readonly ballots?: readonly CastBallot[];
  /** The frozen text's fingerprint; needed by `minutes.finalise`. */
  readonly content?: { readonly hash: string };
  /** What the meeting held against its charter gave; needed by `charter.observe`. */
  readonly findings?: readonly Finding[];
}

/** A choice on its way into the ballot box: never part of an event (domain.md rule 12). */
export interface SealedChoice {
  readonly voteId: string;
  readonly unitId: UnitId;
  readonly choice: string;
  readonly secret: boolean;
}

/** A rule said no, and why. Nothing has changed. */
export interface Refused {
  readonly refused: Refusal;
}

/** What happened, as events not yet stamped with number and time. */
export interface Happened {
  readonly events: readonly Draft[];
  readonly sealed?: SealedChoice;
}

export type Decision = Happened | Refused;

/** A table with one rule per command of a noun. */
export type Decisions<Commands> = {
  readonly [Type in keyof Commands]: (meeting: Meeting, command: Commands[Type], by: Authority) => Decision;
};

/** Number, time and actor of an event; the fields of its noun come beside them. */
export interface Stamp {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: PersonId | 'system';
}

/** A table with one step per event of a noun. */
export type Evolutions<Events> = {
  readonly [Type in keyof Events]: (meeting: Meeting, event: Events[Type] & Stamp) => Meeting;
};

/** A door over a table: finds the rule of a command and asks it. The table must hold every command of the door. */
export const ruledBy =
  <Asked extends Command>(decisions: Partial<Readonly<Record<Asked['type'], unknown>>>) =>
  (meeting: Meeting, { type, ...fields }: Asked, by: Authority): Decision =>
    (decisions[type as Asked['type']] as (m: Meeting, c: object, b: Authority) => Decision)(meeting, fields, by);

export const refused = (reason: Refusal): Refused => ({ refused: reason });

export const happened = (...events: readonly Draft[]): Happened => ({ events });

export const isRefused = (decision: Decision): decision is Refused => 'refused' in decision;

/** A guard: `undefined` lets the command through, so guards chain with `??`. */
export const unless = (condition: boolean, reason: Refusal): Refused | undefined =>
  condition ? undefined : refused(reason);
