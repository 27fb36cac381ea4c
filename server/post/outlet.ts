/** How an attempt to hand something over ended. `detail` is the other side's own answer, for whoever operates. */
export type Outcome =
  | { readonly ok: true; readonly detail?: string }
  /** The other side will never take it, or cannot be reached now. */
  | { readonly ok: false; readonly isFinal: boolean; readonly reason: FailureReason; readonly detail: string };

/** Why an attempt failed, as the texts `post.failure.<reason>` name it. */
export const FAILURES = ['unreachable', 'rejected', 'no_address', 'forbidden_address', 'not_set', 'fault'] as const;

export type FailureReason = (typeof FAILURES)[number];

/** A failure of this attempt. */
export const failed = (reason: FailureReason, detail: string, isFinal = false): Outcome => ({
  ok: false,
  isFinal,
  reason,
  detail: detail.replaceAll(/\s+/g, ' ').slice(0, 300),
});
