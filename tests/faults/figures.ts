/** What a running `bare-house` says of itself. */
export interface Figures {
  /** Longest time the event loop stood still since the last look, in milliseconds. */
  readonly stallMs: number;
  /** Resident memory in MiB. */
  readonly memoryMiB: number;
  /** Bugs logged. */
  readonly faults: number;
  /** Open connections. */
  readonly events: number;
  readonly minutes: number;
}

/** Reads the figures; the stall is counted anew from here on. */
export async function figuresOf(url: string): Promise<Figures> {
  const read = async (path: string) => (await fetch(url + path)).text();
  const [stall, text] = await Promise.all([read('/stall'), read('/metrics')]);
  const values = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].map((match) => Number(match[1]));
  const sum = (name: string) => values(name).reduce((total, value) => total + value, 0);
  const connections = (kind: string) =>
    Number(new RegExp(`^lianxi_connections\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  return {
    stallMs: Number(stall),
    memoryMiB: sum('process_resident_memory_bytes') / 2 ** 20,
    faults: sum('lianxi_faults_total'),
    events: connections('events'),
    minutes: connections('minutes'),
  };
}
