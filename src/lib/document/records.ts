import { partsOf, stations, type AgendaItem } from '#lib/meeting/agenda.ts';
import { attendingUnits } from '#lib/meeting/attendance.ts';
import { presidedAt } from '#lib/meeting/chair.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { quorumOf } from '#lib/meeting/quorum.ts';
import { clock, listed, longDate, longTime } from '#lib/messages/chinese-dates.ts';
import { recordWords as words } from '#lib/messages/record-words.ts';
import { rowsOfAttendance } from './record-attendance.ts';
import { recordsOfReports } from './record-report.ts';
import { recordOfResolution } from './record-resolution.ts';
import { recordWith, unitNames } from './record-text.ts';
import type { RecordAttrs } from './record-attrs.ts';

function opening(meeting: Meeting): RecordAttrs[] {
  if (!meeting.openedAt) return [];
  const { labels } = words;
  const chair = meeting.seats[presidedAt(meeting.chair, meeting.openedAt)]?.name ?? '';
  const recorders = Object.values(meeting.seats).filter((seat) => !seat.withdrawn && seat.roles.includes('recorder'));
  const { units, needed } = quorumOf(meeting);
  return [
    recordWith('opening', 'opening', {
      at: meeting.openedAt,
      title: meeting.title,
      body: words.opening({ time: longTime(meeting.openedAt), place: meeting.place, chair }),
      rows: [
        [labels.council, meeting.council.name],
        [labels.number, words.number(meeting.number.year, meeting.number.n)],
        [labels.recorder, listed(recorders.map((seat) => seat.name))],
      ],
    }),
    recordWith('attendance', 'attendance', {
      at: meeting.openedAt,
      title: words.attendance.title,
      body: words.attendance.body(units, attendingUnits(meeting).length, needed),
      rows: rowsOfAttendance(meeting),
    }),
  ];
}

function timesOf(item: AgendaItem): string {
  if (item.status === 'skipped' && !item.firstEnteredAt) return words.item.skipped;
  const deferred = item.status === 'deferred' ? words.item.deferred : '';
  if (!item.firstEnteredAt) return deferred;
  if (item.status === 'current' || !item.leftAt) return words.item.entered(clock(item.firstEnteredAt)) + deferred;
  const minutes = Math.max(1, Math.round(item.usedMs / 60_000));
  return words.item.left(clock(item.firstEnteredAt), clock(item.leftAt), minutes) + deferred;
}

function bodyOf(meeting: Meeting, item: AgendaItem): string {
  const [reporter, ...concerned] = item.unitIds;
  return [
    timesOf(item),
    item.presenter ? words.item.presenter(item.presenter) : '',
    reporter ? words.item.reporter(unitNames(meeting, [reporter])) : '',
    concerned.length > 0 ? words.item.concerned(unitNames(meeting, concerned)) : '',
  ].join('');
}

const isTold = (item: AgendaItem): boolean => item.firstEnteredAt !== null || item.status !== 'ahead';

/** The heading of an item's section; an item with parts is told of as soon as one of them is. */
function heading(meeting: Meeting, item: AgendaItem): RecordAttrs[] {
  const parts = partsOf(meeting, item.id);
  if (!(parts.length > 0 ? parts.some(isTold) : isTold(item))) return [];
  const siblings = meeting.agenda.filter((other) => other.parentId === item.parentId);
  const title = item.parentId === null ? words.section : words.part;
  return [
    recordWith(`item:${item.id}`, item.parentId === null ? 'section' : 'part', {
      at: item.firstEnteredAt,
      title: title(siblings.indexOf(item) + 1, item.title),
      body: parts.length > 0 ? '' : bodyOf(meeting, item),
    }),
  ];
}

interface Told {
  itemId: string | null;
  /** Number of the event that brought it; ids of problems, resolutions and actions carry it. */
  seq: number;
  record: RecordAttrs;
}

const seqOf = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? 0);

const problems = (meeting: Meeting): Told[] =>
  meeting.problems.map((problem) => ({
    itemId: problem.itemId,
    seq: seqOf(problem.id),
    record: recordWith(`problem:${problem.id}`, 'problem', {
      at: problem.at,
      body: [
        words.problem(problem.text),
        problem.unitIds.length > 0 ? words.units(unitNames(meeting, problem.unitIds)) : '',
        problem.settled ? words.settled : '',
      ].join(' '),
    }),
  }));

const actions = (meeting: Meeting): Told[] =>
  meeting.actions.map((action) => ({
    itemId: action.itemId,
    seq: seqOf(action.id),
    record: recordWith(`action:${action.id}`, 'action', {
      at: action.at,
      body: words.action(action.title),
      rows: [
        [words.labels.responsible, unitNames(meeting, [action.unitId])],
        [words.labels.person, action.person],
        [words.labels.deadline, action.deadline ? longDate(action.deadline) : ''],
      ],
    }),
  }));

/** The item that was being discussed at a moment, as far as first entries tell. */
const itemAt = (meeting: Meeting, at: string): string | null =>
  stations(meeting)
    .filter((item) => item.firstEnteredAt !== null && item.firstEnteredAt <= at)
    .sort((a, b) => (a.firstEnteredAt! < b.firstEnteredAt! ? -1 : 1))
    .at(-1)?.id ?? null;

const suspensions = (meeting: Meeting): Told[] =>
  meeting.suspensions.map((pause, index) => ({
    itemId: itemAt(meeting, pause.from),
    seq: Number.MAX_SAFE_INTEGER,
    record: recordWith(`suspension:${index + 1}`, 'suspension', {
      at: pause.from,
      body: words.suspension(clock(pause.from), pause.to && clock(pause.to), pause.reason),
    }),
  }));

const chairChanges = (meeting: Meeting): Told[] =>
  meeting.chair.changes.map((change, index) => ({
    itemId: itemAt(meeting, change.at),
    seq: Number.MAX_SAFE_INTEGER,
    record: recordWith(`chair:${index + 1}`, 'chair', {
      at: change.at,
      body: words.chairChange(clock(change.at), meeting.seats[change.to]?.name ?? ''),
    }),
  }));

function ending(meeting: Meeting): RecordAttrs[] {
  const { next, closedAt } = meeting;
  const { labels } = words;
  const nextRecord = next && {
    at: next.at,
    title: words.next,
    rows: [
      [labels.time, longTime(next.startsAt)],
      [labels.place, next.place],
      [labels.topics, next.topics],
    ] as const,
  };
  return [
    ...(nextRecord ? [recordWith('next', 'next', nextRecord)] : []),
    ...(closedAt ? [recordWith('close', 'close', { at: closedAt, body: words.close(clock(closedAt)) })] : []),
  ];
}

/**
 * Every block the log writes in the minutes, in the order in which they stand there: opening and attendance, the
 * agenda's items in their order with what was recorded under each, next meeting, close (rule 13). Pure: the same
 * meeting gives the same blocks. Votes that are running show that they run, never a choice or a count (rule 12).
 */
export function recordsOf(meeting: Meeting): RecordAttrs[] {
  const resolutions = meeting.resolutions.map((resolution): Told => ({
    itemId: resolution.itemId,
    seq: seqOf(resolution.id),
    record: recordOfResolution(meeting, resolution),
  }));
  const told = [
    ...problems(meeting),
    ...resolutions,
    ...actions(meeting),
    ...suspensions(meeting),
    ...chairChanges(meeting),
  ];
  told.sort((a, b) => a.seq - b.seq);
  const headed = new Map(meeting.agenda.map((item) => [item.id, heading(meeting, item)]));
  const under = (itemId: string): RecordAttrs[] =>
    told.filter((entry) => entry.itemId === itemId).map((entry) => entry.record);
  const adrift = told.filter(({ itemId }) => itemId === null || (headed.get(itemId)?.length ?? 0) === 0);
  return [
    ...opening(meeting),
    ...(meeting.openedAt ? recordsOfReports(meeting, null) : []),
    ...meeting.agenda.flatMap((item) => {
      const head = headed.get(item.id)!;
      return head.length > 0 ? [...head, ...recordsOfReports(meeting, item.id), ...under(item.id)] : [];
    }),
    ...adrift.map((entry) => entry.record),
    ...ending(meeting),
  ];
}
