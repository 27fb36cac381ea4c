const LOOK_MS = 10;

/** Looks how long the event loop stands still, in a process that a test bombards. */
export interface Stalls {
  /** Milliseconds of the longest stall since the last time this was asked. */
  longest(): number;
}

/**
 * A stall counts as far as this process was working in it: a machine that is busy with something else makes gaps too,
 * and those are nobody's input's fault.
 */
export function watchStalls(): Stalls {
  let [longest, seen, worked] = [0, performance.now(), process.cpuUsage()];
  setInterval(() => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(worked);
    longest = Math.max(longest, Math.min(now - seen - LOOK_MS, (user + system) / 1000));
    [seen, worked] = [now, process.cpuUsage()];
  }, LOOK_MS).unref();
  return {
    longest() {
      const answer = longest;
      longest = 0;
      return answer;
    },
  };
}
