import { ICalCalendar, ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import type { Meeting } from '#lib/meeting/meeting.ts';

const MINUTE_MS = 60_000;
const SHANGHAI_MS = 8 * 60 * MINUTE_MS;
const ZONE = 'Asia/Shanghai';
/** Minutes a meeting takes in calendars when its agenda names none. */
const USUAL_MINUTES = 120;

/** What a calendar needs to know of the zone: UTC+8 all year since daylight saving ended in 1991. */
const ZONE_RULES = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T010000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
  '',
].join('\r\n');

/** `20261124T060000Z` as Shanghai's wall clock says it. */
const wallOf = (utc: string): string => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(utc)!;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
};

/** How long the agenda takes, in minutes. */
const minutesOf = (meeting: Meeting): number =>
  meeting.agenda
    .filter((item) => !meeting.agenda.some((other) => other.parentId === item.id))
    .reduce((sum, item) => sum + item.plannedMinutes + item.extendedMinutes, 0) || USUAL_MINUTES;

/** When what the calendar says was last changed. */
const stampOf = (meeting: Meeting): Date =>
  new Date(meeting.notice?.amendments.at(-1)?.at ?? meeting.noticedAt ?? meeting.plannedAt ?? meeting.startsAt);

/** The meeting as it was last told; what is planned and not told yet is nobody's appointment. */
function eventOf(meeting: Meeting, isCancelled: boolean): ICalEventData {
  const { title, place, link, startsAt } = meeting.notice?.told ?? meeting;
  const start = Date.parse(startsAt);
  return {
    id: meeting.id,
    sequence: meeting.seq,
    stamp: stampOf(meeting),
    start: new Date(start),
    end: new Date(start + minutesOf(meeting) * MINUTE_MS),
    summary: title,
    location: place,
    ...(link !== '' && { url: link }),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  };
}

/** The generator prints UTC, or the wall clock of the server's own zone; Shanghai's is said with its rules. */
const printed = (calendar: ICalCalendar): string =>
  calendar
    .toString()
    .replaceAll(
      /^(DTSTART|DTEND):(\d{8}T\d{6}Z)/gm,
      (_line, name: string, utc: string) => `${name};TZID=${ZONE}:${wallOf(utc)}`,
    )
    .replace('BEGIN:VEVENT', `${ZONE_RULES}BEGIN:VEVENT`);

const emptyCalendar = (): ICalCalendar => new ICalCalendar({ prodId: { company: 'Lianxi', product: 'Lianxi' } });

/**
 * One meeting as an iCalendar file: the same UID for ever, a sequence that grows with every change, times of Shanghai.
 * @param method REQUEST puts it into a calendar or changes it there; CANCEL takes it out
 */
export function meetingCalendarFile(meeting: Meeting, method: 'REQUEST' | 'CANCEL'): string {
  const calendar = emptyCalendar();
  calendar.method(method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST);
  calendar.createEvent(eventOf(meeting, method === 'CANCEL'));
  return printed(calendar);
}

/** A meeting in somebody's feed, with the address of its page. */
export interface FeedEntry {
  readonly meeting: Meeting;
  readonly page: string;
}

/**
 * All meetings of a person as a calendar to subscribe to. Called-off ones stay, marked so: a calendar that only misses
 * them would keep them.
 * @param name the calendar's name in the reader's application
 */
export function feedFile(name: string, entries: readonly FeedEntry[]): string {
  const calendar = emptyCalendar();
  calendar.name(name);
  calendar.method(ICalCalendarMethod.PUBLISH);
  calendar.ttl(60 * 60);
  for (const { meeting, page } of entries) {
    const event = eventOf(meeting, meeting.stage === 'cancelled');
    calendar.createEvent({ ...event, url: page, description: event.url ? String(event.url) : '' });
  }
  return printed(calendar);
}
