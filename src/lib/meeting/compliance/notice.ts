import type { NoticePart } from '../charter.ts';
import { currentMaterials, owing, type MaterialRequest } from '../material.ts';
import type { Meeting } from '../meeting.ts';
import type { Instant, UnitId } from '../names.ts';
import { toldOf, untold, type Told } from '../notice.ts';
import { isRepresentative, unitOf } from '../seat.ts';
import { dueAfter, type Due } from '../work-calendar.ts';
import {
  atRisk,
  isCalled,
  isOpened,
  kept,
  lacking,
  must,
  notApplicable,
  notDemanded,
  open,
  timed,
  type Check,
  type Sight,
} from './check.ts';

const exactly = (at: Instant): Due => ({ at, provisional: false });

/** When the meeting's time, as it now is, was told; null: not yet. */
const timeToldAt = ({ notice, startsAt }: Meeting): Instant | null => {
  if (!notice || notice.told.startsAt !== startsAt) return null;
  const moved = notice.amendments.findLast(({ changes }) => changes.some(({ field }) => field === 'startsAt'));
  return moved?.at ?? notice.at;
};

/** The notice must be out so long before; when the time moves, the change notice counts. */
const noticeLead = ({ meeting, now }: Sight): Check => {
  const { lead } = meeting.charter.notice;
  const done = timeToldAt(meeting);
  const mend = isCalled(meeting) ? 'amendNotice' : 'sendNotice';
  if (lead === null)
    return done === null
      ? open({ provision: 'noticeLead', detail: isCalled(meeting) ? 'timeNotTold' : 'notTold', mend })
      : kept({ provision: 'noticeLead', detail: 'told' });
  const due = dueAfter(meeting.calendar, meeting.startsAt, { amount: -lead.amount, unit: lead.unit });
  return timed({ since: meeting.plannedAt, due, done }, now, {
    provision: 'noticeLead',
    detail: isCalled(meeting) ? 'timeNotTold' : 'notTold',
    done: 'toldInTime',
    late: 'toldLate',
    values: { amount: lead.amount, unit: lead.unit },
    mend,
  });
};

const SAYS: Readonly<Record<NoticePart, (told: Told) => boolean>> = {
  time: ({ startsAt }) => startsAt !== '',
  place: ({ place, link }) => place !== '' || link !== '',
  topics: ({ topics }) => topics.length > 0,
  participants: ({ participants }) => participants.some(({ people }) => people.length > 0),
};

const noticeContents = ({ meeting }: Sight): Check => {
  const told = meeting.notice?.told ?? toldOf(meeting);
  const parts = meeting.charter.notice.contents;
  const missing = parts.filter((part) => !SAYS[part](told));
  const provision = 'noticeContents';
  const mend = isCalled(meeting) ? 'amendNotice' : 'plan';
  if (missing.length > 0)
    return lacking(isCalled(meeting), { provision, detail: 'noticeLacks', values: { contents: missing }, mend });
  if (!isCalled(meeting)) return open({ provision, detail: 'noticeReady', values: { contents: parts } });
  return meeting.stage === 'noticed' && untold(meeting).length > 0
    ? atRisk({ provision, detail: 'untold', values: { n: untold(meeting).length }, mend })
    : kept({ provision, detail: 'noticeWhole', values: { contents: parts } });
};

/** By what the notice went out is in no log; only a charter that names the ways is held to them. */
const noticeChannels = ({ meeting, facts }: Sight): Check => {
  if (!meeting.charter.sources.noticeChannels) return notApplicable('noticeChannels');
  const channels = meeting.charter.notice.channels.filter((channel) => channel !== 'inbox');
  const used = facts.channels?.filter((channel) => (channels as readonly string[]).includes(channel));
  if (!isCalled(meeting) || used === undefined)
    return open({ provision: 'noticeChannels', detail: 'channelsWanted', values: { channels } });
  return must(used.length > 0, isOpened(meeting), {
    yes: { provision: 'noticeChannels', detail: 'channelsUsed', values: { channels: used } },
    no: { provision: 'noticeChannels', detail: 'channelsMissed', values: { channels } },
  });
};

const namesOf = (meeting: Meeting, ids: readonly UnitId[]): readonly string[] =>
  ids.map((id) => unitOf(meeting, id)?.name ?? id);

const latest = (moments: readonly Instant[]): Instant => moments.reduce((a, b) => (a > b ? a : b));

const replies = ({ meeting, now }: Sight): Check => {
  const replyBy = meeting.notice?.asked.replyBy ?? null;
  const provision = 'replies';
  if (!meeting.charter.notice.confirm && replyBy === null) return notApplicable(provision);
  if (!meeting.notice) return open({ provision, detail: 'repliesLater' });
  const silent = meeting.units.filter((unit) => !meeting.replies[unit.id]).map((unit) => unit.id);
  const values = {
    answered: meeting.units.length - silent.length,
    units: meeting.units.length,
    missing: namesOf(meeting, silent),
  };
  const done =
    silent.length === 0 ? latest([meeting.notice.at, ...Object.values(meeting.replies).map(({ at }) => at)]) : null;
  const check = timed({ since: meeting.notice.at, due: exactly(replyBy ?? meeting.startsAt), done }, now, {
    provision,
    detail: 'repliesMissing',
    done: 'repliesWhole',
    late: 'repliesLate',
    values,
    mend: meeting.stage === 'noticed' ? 'remindUnits' : null,
  });
  return meeting.charter.notice.confirm ? check : notDemanded(check, meeting.stage === 'noticed');
};

/** Everything that units were asked for: by a request, or under an item. */
export const requestsOf = (meeting: Meeting): readonly MaterialRequest[] => [
  ...meeting.requests,
  ...meeting.agenda
    .filter((item) => (item.materials?.length ?? 0) > 0)
    .filter((item) => !meeting.requests.some(({ itemId }) => itemId === item.id))
    .map((item) => ({
      id: item.id,
      unitIds: item.materials!,
      itemId: item.id,
      text: '',
      dueAt: null,
      at: meeting.plannedAt ?? '',
    })),
];

/** When materials are due: as asked, else by the charter's lead, else at the start. */
const materialsDue = (meeting: Meeting, requests: readonly MaterialRequest[]): Due => {
  const lead = meeting.charter.materials?.lead;
  const asked = requests.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  if (asked.length > 0) return exactly(latest(asked));
  return lead
    ? dueAfter(meeting.calendar, meeting.startsAt, { amount: -lead.amount, unit: lead.unit })
    : exactly(meeting.startsAt);
};

const materials = ({ meeting, now }: Sight): Check => {
  const requests = requestsOf(meeting);
  const demanded = meeting.charter.materials !== null;
  const provision = 'materials';
  if (requests.length === 0) {
    if (!demanded) return notApplicable(provision);
    return lacking(isCalled(meeting), { provision, detail: 'notAsked', mend: 'askMaterials' });
  }
  const owe = [...new Set(requests.flatMap((request) => owing(meeting, request)))];
  const units = new Set(requests.flatMap(({ unitIds }) => unitIds)).size;
  const brought = [...currentMaterials(meeting), ...meeting.reports].map(({ at }) => at);
  const done = owe.length === 0 ? latest([requests[0]!.at, ...brought]) : null;
  const check = timed(
    { since: latest(requests.map(({ at }) => at)), due: materialsDue(meeting, requests), done },
    now,
    {
      provision,
      detail: 'materialsMissing',
      done: 'materialsWhole',
      late: 'materialsLate',
      values: { delivered: units - owe.length, units, missing: namesOf(meeting, owe) },
      mend: meeting.closedAt === null ? 'remindUnits' : null,
    },
  );
  return demanded ? check : notDemanded(check, meeting.closedAt === null);
};

/** Whoever is to report does so in structured form before the start. */
const reports = ({ meeting, now }: Sight): Check => {
  if (!meeting.charter.structuredReports) return notApplicable('reports');
  const named = meeting.agenda.filter((item) => item.kind === 'report').flatMap((item) => item.unitIds);
  const owe = [...new Set(named)].filter((unitId) => !meeting.reports.some((report) => report.unitId === unitId));
  const isDone = meeting.reports.length > 0 && owe.length === 0;
  const done = isDone ? latest(meeting.reports.filter(({ version }) => version === 1).map(({ at }) => at)) : null;
  return timed({ since: meeting.noticedAt ?? meeting.plannedAt, due: exactly(meeting.startsAt), done }, now, {
    provision: 'reports',
    detail: owe.length > 0 ? 'reportsMissing' : 'reportsNone',
    done: 'reportsWhole',
    late: 'reportsLate',
    values: { n: new Set(meeting.reports.map(({ unitId }) => unitId)).size, missing: namesOf(meeting, owe) },
    mend: meeting.closedAt === null ? 'fileReports' : null,
  });
};

/** The units concerned by what is on the agenda are called in. */
const participants = ({ meeting }: Sight): Check => {
  if (!meeting.charter.callsConcerned) return notApplicable('participants');
  const provision = 'participants';
  const concerned = [...new Set(meeting.agenda.flatMap((item) => item.unitIds))];
  const absent = concerned.filter(
    (id) =>
      !Object.keys(meeting.seats).some(
        (personId) => meeting.seats[personId]!.unitId === id && isRepresentative(meeting, personId),
      ),
  );
  return must(absent.length === 0, isCalled(meeting), {
    yes: { provision, detail: 'concernedCalled', values: { n: concerned.length } },
    no: { provision, detail: 'concernedMissing', values: { missing: namesOf(meeting, absent) }, mend: 'nameOffices' },
  });
};

/** What is told and asked before the meeting, and what comes back. */
export const noticeChecks = (sight: Sight): readonly Check[] => [
  noticeLead(sight),
  noticeContents(sight),
  noticeChannels(sight),
  replies(sight),
  participants(sight),
  materials(sight),
  reports(sight),
];
