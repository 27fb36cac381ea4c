import type { AgendaItem, AgendaKind } from '../agenda.ts';
import type { Meeting } from '../meeting.ts';
import {
  isCalled,
  isClosed,
  isOpened,
  kept,
  lacking,
  must,
  notApplicable,
  open,
  outside,
  type Check,
  type Sight,
} from './check.ts';

const topItems = (meeting: Meeting): readonly AgendaItem[] => meeting.agenda.filter((item) => item.parentId === null);

const ofKind = (meeting: Meeting, kind: AgendaKind): readonly AgendaItem[] =>
  meeting.agenda.filter((item) => item.kind === kind);

/** Matters that came in are on the agenda. */
const intake = ({ meeting }: Sight): Check => {
  if (!meeting.charter.intake) return notApplicable('intake');
  const n = new Set(meeting.agenda.flatMap((item) => item.matterIds ?? [])).size;
  if (n > 0) return kept({ provision: 'intake', detail: 'mattersTaken', values: { n } });
  return isClosed(meeting)
    ? notApplicable('intake')
    : open({ provision: 'intake', detail: 'noMatters', mend: isOpened(meeting) ? null : 'layAgenda' });
};

const place = ({ meeting }: Sight): Check => {
  const { place: regular } = meeting.charter;
  if (regular === '') return notApplicable('place');
  return must(meeting.place === regular, isCalled(meeting), {
    yes: { provision: 'place', detail: 'regularPlace', values: { place: regular } },
    no: {
      provision: 'place',
      detail: 'otherPlace',
      values: { place: regular },
      mend: isOpened(meeting) ? null : 'plan',
    },
  });
};

/** Every kind of item that the charter's template has. */
const agendaTemplate = ({ meeting }: Sight): Check => {
  const template = meeting.charter.agenda;
  if (template.length === 0) return notApplicable('agendaTemplate');
  const there = new Set(topItems(meeting).map((item) => item.kind));
  const missing = template.filter(({ kind }) => !there.has(kind)).map(({ title }) => title);
  return must(missing.length === 0, isCalled(meeting), {
    yes: { provision: 'agendaTemplate', detail: 'templateKept', values: { n: topItems(meeting).length } },
    no: {
      provision: 'agendaTemplate',
      detail: 'templateLacks',
      values: { missing },
      mend: isClosed(meeting) ? null : 'layAgenda',
    },
  });
};

/** The last minutes are on the agenda and are dealt with. */
const previousMinutes = ({ meeting, facts }: Sight): Check => {
  const provision = 'previousMinutes';
  if (meeting.charter.previousMinutes === null || facts.previousStartsAt === null) return notApplicable(provision);
  const items = ofKind(meeting, 'previous');
  const values = { how: meeting.charter.previousMinutes };
  if (items.some((item) => item.status === 'done')) return kept({ provision, detail: 'previousDone', values });
  const isThere = items.length > 0;
  return lacking(isThere ? isClosed(meeting) : isCalled(meeting), {
    provision,
    detail: isThere ? 'previousAhead' : 'previousLacks',
    values,
    mend: isThere || isClosed(meeting) ? null : 'layAgenda',
  });
};

const followUp = ({ meeting }: Sight): Check => {
  if (!meeting.charter.followsUp) return notApplicable('followUp');
  const items = meeting.agenda.filter((item) => item.kind === 'previous' || item.origin?.kind === 'action');
  return items.length > 0
    ? kept({
        provision: 'followUp',
        detail: 'followedUp',
        values: { titles: items.map(({ title }) => title).slice(0, 3) },
      })
    : outside('followUp');
};

const parents = (meeting: Meeting): ReadonlySet<string | null> => new Set(meeting.agenda.map((item) => item.parentId));

const timekeeping = ({ meeting }: Sight): Check => {
  if (!meeting.charter.timekeeping) return notApplicable('timekeeping');
  const above = parents(meeting);
  const leaves = meeting.agenda.filter((item) => !above.has(item.id));
  const without = leaves.filter((item) => item.plannedMinutes <= 0).map((item) => item.title);
  const over = leaves.filter((item) => item.usedMs > (item.plannedMinutes + item.extendedMinutes) * 60_000).length;
  return must(leaves.length > 0 && without.length === 0, isOpened(meeting), {
    yes: {
      provision: 'timekeeping',
      detail: isClosed(meeting) ? 'timeKept' : 'timePlanned',
      values: { n: leaves.length, over },
    },
    no: { provision: 'timekeeping', detail: 'timeLacks', values: { missing: without }, mend: 'layAgenda' },
  });
};

/** What is to be dealt with, and in which time. */
export const agendaChecks = (sight: Sight): readonly Check[] => [
  intake(sight),
  place(sight),
  agendaTemplate(sight),
  previousMinutes(sight),
  followUp(sight),
  timekeeping(sight),
];
