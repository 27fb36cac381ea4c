import type { ApiError } from '../door/answer.ts';

/** What a desk answers: it is done, or the code of one sentence that says why not. Then nothing has changed. */
export type Outcome<Code extends ApiError, T extends object = object> =
  ({ readonly ok: true } & T) | { readonly ok: false; readonly code: Code };

/** Why a council's desk turned something down (message key `error.<code>`). */
export type CouncilRefusal = Extract<
  ApiError,
  | 'not_found'
  | 'unit_exists'
  | 'unit_unknown'
  | 'seat_exists'
  | 'seat_over'
  | 'group_dissolved'
  | 'import_changed'
  | 'administrator_only'
  | 'sits_elsewhere'
>;

export type CouncilOutcome<T extends object = object> = Outcome<CouncilRefusal, T>;

/** Ends a transaction without a trace; {@link orRefusal} makes the answer of it. */
export class Turned extends Error {
  readonly code: CouncilRefusal;

  constructor(code: CouncilRefusal) {
    super(code);
    this.code = code;
  }
}

/** The answer of a piece of work that may be turned down on the way. */
export async function orRefusal<T extends object>(work: () => Promise<T>): Promise<CouncilOutcome<T>> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (error instanceof Turned) return { ok: false, code: error.code };
    throw error;
  }
}
