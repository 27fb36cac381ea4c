import type { ApiError } from '../door/answer.ts';
import type { Outcome } from './outcome.ts';

/** Why the office turned down something about matters (message key `error.<code>`). */
export type MatterCode = Extract<
  ApiError,
  | 'not_found'
  | 'rate_limited'
  | 'matter_moved'
  | 'matter_not_now'
  | 'matter_target'
  | 'matter_unit'
  | 'matter_category'
  | 'report_closed'
  | 'report_hasty'
  | 'photo_unreadable'
>;

/** What a desk for matters answers; `retryAfter` in seconds, with `rate_limited`. */
export type MatterOutcome<T extends object = object> =
  | Extract<Outcome<MatterCode, T>, { ok: true }>
  | { readonly ok: false; readonly code: MatterCode; retryAfter?: number };

/** Turned down, with the code of its sentence. */
export const no = (code: MatterCode, retryAfter?: number) =>
  ({ ok: false, code, ...(retryAfter === undefined ? {} : { retryAfter }) }) as const;
