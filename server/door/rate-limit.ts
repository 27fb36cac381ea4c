import { createRateLimit, type RateLimit } from '../rate-limit.ts';

/** The limits at the door. */
export interface DoorLimits {
  /** Failed logins of one username from one address. */
  account: RateLimit;
  /** Failed logins, links and set-ups from one address (an office shares one). */
  address: RateLimit;
}

const quarterHour = 15 * 60_000;

/** Ten failures per account and address, two hundred per address, each in a quarter of an hour. */
export function createDoorLimits(now: () => number = Date.now): DoorLimits {
  return {
    account: createRateLimit({ max: 10, windowMs: quarterHour, now }),
    address: createRateLimit({ max: 200, windowMs: quarterHour, now }),
  };
}
