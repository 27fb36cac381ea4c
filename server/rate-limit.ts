/** Counts attempts per key in windows of fixed length. */
export interface RateLimit {
  /** Counts one attempt. @returns 0 when it may go on, else the seconds to wait (for `Retry-After`) */
  take(key: string): number;
  /** Takes an attempt back, because it succeeded: only failures count in the end. */
  refund(key: string): void;
}

export interface RateLimitRule {
  /** Attempts per window. */
  max: number;
  windowMs: number;
  now?: () => number;
}

const keysKept = 20_000;

/** Makes a limit in this process's memory. */
export function createRateLimit({ max, windowMs, now = Date.now }: RateLimitRule): RateLimit {
  const windows = new Map<string, { taken: number; endsAt: number }>();
  const sweep = () => {
    for (const [key, window] of windows) if (window.endsAt <= now()) windows.delete(key);
  };
  return {
    take(key) {
      const known = windows.get(key);
      if (known && known.endsAt > now()) {
        if (known.taken >= max) return Math.max(1, Math.ceil((known.endsAt - now()) / 1000));
        known.taken += 1;
        return 0;
      }
      if (windows.size >= keysKept) sweep();
      windows.set(key, { taken: 1, endsAt: now() + windowMs });
      return 0;
    },
    refund(key) {
      const known = windows.get(key);
      if (known && known.taken > 0) known.taken -= 1;
    },
  };
}
