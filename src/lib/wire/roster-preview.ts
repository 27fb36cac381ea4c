import * as v from 'valibot';

/** Largest file of a roster in bytes, and most people in one. */
export const ROSTER_BYTES = 2 * 1024 * 1024;
export const ROSTER_ROWS = 1000;

/** Why a file or a text is no table of people; each is a sentence `roster.problem.<code>`. */
export type RosterProblem = 'empty' | 'tooLarge' | 'tooMany' | 'binary' | 'notSheet' | 'quotes' | 'columns' | 'noRows';

/** What is wrong in a row; each is a sentence `roster.error.<code>`. */
export type RosterErrorCode =
  | 'nameMissing'
  | 'nameLong'
  | 'unitUnknown'
  | 'unitMissing'
  | 'rolesMissing'
  | 'roleUnknown'
  | 'postLong'
  | 'emailWrong'
  | 'phoneWrong'
  | 'dayWrong'
  | 'termOrder'
  | 'duplicate'
  | 'seatTaken';

/** An error by row (as in the file, the head is row 1) and column (as the file heads it). */
export interface RosterError {
  readonly row: number;
  readonly column: string;
  readonly code: RosterErrorCode;
  /** What stands there; of a duplicate, the number of the row it repeats. */
  readonly value: string;
}

/** What an import will do with a row. */
export interface RosterLine {
  readonly row: number;
  readonly what: 'new' | 'change' | 'same' | 'wrong';
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly email: string;
  readonly phone: string;
  /** What changes, by column. */
  readonly changes: readonly string[];
}

/** Everything that an import will do, before it does anything (U6). */
export interface RosterPreview {
  readonly lines: readonly RosterLine[];
  readonly errors: readonly RosterError[];
  /** Names of units that the council does not have: errors, unless they are to be created. */
  readonly unknownUnits: readonly string[];
  /** Fingerprint of all of this: what is confirmed is what was seen. */
  readonly digest: string;
}

/** Cells of a table, the head first. */
export type Table = readonly (readonly string[])[];

/** A table as the page sends it back to be confirmed. */
export const tableForm = v.pipe(
  v.string(),
  v.maxLength(4 * ROSTER_BYTES),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown;
    } catch {
      addIssue({ message: 'no table' });
      return NEVER;
    }
  }),
  v.array(v.array(v.string())),
  v.maxLength(ROSTER_ROWS + 1),
);
