/**
 * Names that identify things. Flavoured strings: a plain string may become any of them (wire, tests),
 * but a person's id is never mistaken for a unit's.
 */
type Flavoured<Name extends string> = string & { readonly __name?: Name };

export type MeetingId = Flavoured<'meeting'>;
export type PersonId = Flavoured<'person'>;
export type UnitId = Flavoured<'unit'>;
export type ItemId = Flavoured<'item'>;
export type ProblemId = Flavoured<'problem'>;
export type ResolutionId = Flavoured<'resolution'>;
export type ConsensusId = Flavoured<'consensus'>;
export type VoteId = Flavoured<'vote'>;
export type ActionId = Flavoured<'action'>;
export type MaterialId = Flavoured<'material'>;
export type FileId = Flavoured<'file'>;

/** A moment by the server's clock: ISO 8601, UTC, milliseconds. */
export type Instant = Flavoured<'instant'>;

/** A calendar day in Asia/Shanghai: `2026-05-31`. */
export type Day = Flavoured<'day'>;
