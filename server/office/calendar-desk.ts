import { createHash } from 'node:crypto';
import type { CalendarYear, WorkCalendar } from '#lib/meeting/work-calendar.ts';
import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { knownYears } from './known-years.ts';

/** A year as the administrator sees it. `origin`: brought by this release, set by hand, or not there. */
export interface YearView extends CalendarYear {
  readonly year: string;
  readonly origin: 'known' | 'set' | 'none';
  /** When it was set by hand, ISO. */
  readonly changedAt: string | null;
}

/** The working calendar of this deployment. */
export interface CalendarDesk {
  /** The calendar as a meeting takes it along: the year before this one to two years after it. */
  current(): Promise<WorkCalendar>;
  /** The years to look at, in their order: last year to the year after next, and whatever was set by hand. */
  years(): Promise<readonly YearView[]>;
  /**
   * Sets a year and brings it to every meeting that is not over, whose deadlines are counted anew.
   * @returns how many meetings were brought up to date
   */
  set(year: string, days: CalendarYear, by: string): Promise<number>;
}

/** What the calendar desk needs. */
interface CalendarParts {
  readonly archive: Archive;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/** Stages in which deadlines still run. */
const RUNNING = ['planned', 'noticed', 'inSession', 'suspended', 'closed', 'final'] as const;

const SHANGHAI_MS = 8 * 3_600_000;

/** The same days have the same version. */
const versionOf = (years: WorkCalendar['years']): string =>
  createHash('sha256').update(JSON.stringify(years)).digest('hex').slice(0, 12);

/** Opens the calendar desk. */
export function openCalendarDesk({ archive, rooms, clock }: CalendarParts): CalendarDesk {
  const thisYear = (): number => new Date(clock.now() + SHANGHAI_MS).getUTCFullYear();
  const around = (): string[] => [-1, 0, 1, 2].map((more) => String(thisYear() + more));

  const years = async (): Promise<YearView[]> => {
    const set = new Map((await archive.calendars.years()).map((year) => [year.year, year]));
    const shown = [...new Set([...around(), ...set.keys()])].sort();
    return shown.map((year) => viewOf(year, set.get(year)));
  };

  const current = async (): Promise<WorkCalendar> => {
    const wanted = new Set(around());
    const entries = (await years())
      .filter(({ year, origin }) => wanted.has(year) && origin !== 'none')
      .map(({ year, published, holidays, makeUp }) => [year, { published, holidays, makeUp }] as const);
    const found = Object.fromEntries(entries);
    return { version: versionOf(found), years: found };
  };

  return {
    current,
    years,
    async set(year, days, by) {
      const changedAt = new Date(clock.now()).toISOString();
      await archive.calendars.keep({ year, ...days, changedAt, changedBy: by });
      return bringTo(await current(), archive, rooms);
    },
  };
}

function viewOf(year: string, set: (CalendarYear & { changedAt: string }) | undefined): YearView {
  const known = knownYears()[year];
  const { published, holidays, makeUp } = set ?? known ?? { published: false, holidays: [], makeUp: [] };
  const origin = set ? 'set' : known ? 'known' : 'none';
  return { year, published, holidays, makeUp, origin, changedAt: set?.changedAt ?? null };
}

async function bringTo(calendar: WorkCalendar, archive: Archive, rooms: Rooms): Promise<number> {
  let brought = 0;
  for (const stage of RUNNING)
    for (const meetingId of await archive.events.meetingsIn(stage)) {
      const room = await rooms.get(meetingId);
      const id = `calendar-${crypto.randomUUID()}`;
      const outcome = await room?.command('system', id, { type: 'calendar.update', calendar });
      if (outcome && 'seq' in outcome) brought += 1;
    }
  return brought;
}
