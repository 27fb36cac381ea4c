import { fail, type RequestEvent } from '@sveltejs/kit';

/** An account request that was not granted, as the house's door answers it. */
interface Refused<Code extends string> {
  readonly code: Code;
  readonly retryAfter?: number;
}

/**
 * Answers a form whose account request was turned down.
 * @param status unless there were too many attempts: those are a 429 with `Retry-After`
 * @param kept what the form shows again
 */
export function turnedDown<Code extends string, Kept extends object>(
  { setHeaders }: RequestEvent,
  { code, retryAfter = 0 }: Refused<Code>,
  status: number,
  kept: Kept,
) {
  if (retryAfter > 0) setHeaders({ 'Retry-After': String(retryAfter) });
  return fail(code === 'rate_limited' ? 429 : status, { ...kept, code, retryAfter });
}
