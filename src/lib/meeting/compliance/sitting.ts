import { attendingUnits } from '../attendance.ts';
import { quorumOf } from '../quorum.ts';
import type { Resolution } from '../resolution.ts';
import {
  atRisk,
  breached,
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

const adoptedIn = ({ meeting }: Sight): readonly Resolution[] =>
  meeting.resolutions.filter(({ state }) => state === 'adopted');

const isSettled = ({ state }: Resolution): boolean => state === 'adopted' || state === 'rejected';

const numbersOf = (resolutions: readonly Resolution[]): readonly string[] => resolutions.map(({ number }) => number);

const quorum = ({ meeting }: Sight): Check => {
  const { present, needed, units } = quorumOf(meeting);
  const came = isClosed(meeting) ? attendingUnits(meeting).length : present;
  const isLive = meeting.stage === 'inSession' || meeting.stage === 'suspended';
  const values = { present: came, needed, units };
  return must(units > 0 && came >= needed && isOpened(meeting), isOpened(meeting), {
    yes: { provision: 'quorum', detail: 'quorumThere', values },
    no: {
      provision: 'quorum',
      detail: isOpened(meeting) ? 'quorumMissing' : 'quorumLater',
      values,
      mend: isLive ? 'gather' : null,
    },
  });
};

/** The room keeps the clock of every speech. */
const speech = ({ meeting }: Sight): Check => {
  const { sources, conduct, speechSeconds: seconds } = meeting.charter;
  if (!sources.speech && !conduct.includes('brief')) return notApplicable('speech');
  const values = { seconds };
  return isOpened(meeting)
    ? kept({ provision: 'speech', detail: 'speechTimed', values })
    : open({ provision: 'speech', detail: 'speechLater', values });
};

/** Who came late is on record, and nobody speaks without the floor. */
const conduct = ({ meeting }: Sight): Check => {
  if (meeting.charter.conduct.length === 0) return notApplicable('conduct');
  const late = Object.values(meeting.attendance).filter((presence) => presence.late).length;
  return isOpened(meeting)
    ? kept({ provision: 'conduct', detail: 'conductRecorded', values: { late } })
    : open({ provision: 'conduct', detail: 'conductLater' });
};

const experts = ({ meeting }: Sight): Check => {
  const n = Object.values(meeting.seats).filter((seat) => !seat.withdrawn && seat.roles.includes('expert')).length;
  return meeting.charter.invitesExperts && n > 0
    ? kept({ provision: 'experts', detail: 'expertsInvited', values: { n } })
    : notApplicable('experts');
};

const problemList = (sight: Sight): Check => {
  const { meeting } = sight;
  if (!meeting.charter.problemList) return notApplicable('problemList');
  const n = meeting.problems.length;
  if (n > 0) return kept({ provision: 'problemList', detail: 'problemsListed', values: { n } });
  if (isClosed(meeting) && adoptedIn(sight).length === 0) return notApplicable('problemList');
  return lacking(isClosed(meeting), { provision: 'problemList', detail: 'problemsNone' });
};

const decision = ({ meeting }: Sight): Check => {
  const settled = meeting.resolutions.filter(isSettled).length;
  const { by } = meeting.charter.decision;
  if (settled > 0) return kept({ provision: 'decision', detail: 'decided', values: { n: settled, by } });
  return isClosed(meeting)
    ? notApplicable('decision')
    : open({ provision: 'decision', detail: 'decideLater', values: { by } });
};

/** What is marked important was put to a ballot. */
const important = ({ meeting }: Sight): Check => {
  if (!meeting.charter.importantByBallot) return notApplicable('important');
  const marked = meeting.resolutions.filter((resolution) => resolution.important && isSettled(resolution));
  const provision = 'important';
  if (marked.length === 0)
    return isClosed(meeting) ? notApplicable(provision) : open({ provision, detail: 'importantLater' });
  const silent = marked.filter(
    ({ id }) => !meeting.votes.some((vote) => vote.resolutionId === id && vote.status === 'closed'),
  );
  return silent.length === 0
    ? kept({ provision, detail: 'importantVoted', values: { n: marked.length } })
    : breached({ provision, detail: 'importantSilent', values: { missing: numbersOf(silent) } });
};

/** What an adopted solution must name (charter 9: measures, responsible person, deadline). */
const resolutions = (sight: Sight): Check => {
  const { meeting } = sight;
  const parts = meeting.charter.solutionParts;
  const provision = 'resolutions';
  if (parts.length === 0) return notApplicable(provision);
  const lacks = (resolution: Resolution): boolean =>
    (parts.includes('measures') && resolution.measures === '') ||
    (parts.includes('unit') && resolution.responsible.length === 0) ||
    (parts.includes('person') && resolution.person === '') ||
    (parts.includes('deadline') && resolution.deadline === null);
  const bad = adoptedIn(sight).filter(lacks);
  if (bad.length > 0)
    return breached({ provision, detail: 'solutionsLack', values: { missing: numbersOf(bad), parts } });
  const coming = meeting.resolutions.filter((one) => ['drafted', 'proposed'].includes(one.state)).filter(lacks);
  if (coming.length > 0 && !isClosed(meeting))
    return atRisk({
      provision,
      detail: 'solutionsMayLack',
      values: { missing: numbersOf(coming), parts },
      mend: 'completeResolutions',
    });
  const n = adoptedIn(sight).length;
  if (n > 0) return kept({ provision, detail: 'solutionsWhole', values: { n, parts } });
  return isClosed(meeting)
    ? notApplicable(provision)
    : open({ provision, detail: 'solutionsLater', values: { parts } });
};

const packageVote = ({ meeting }: Sight): Check =>
  meeting.charter.decision.by === 'package' ? outside('packageVote') : notApplicable('packageVote');

const readOut = (sight: Sight): Check => {
  const { meeting } = sight;
  const provision = 'readOut';
  if (!meeting.charter.readsOut) return notApplicable(provision);
  const adopted = adoptedIn(sight);
  const unread = adopted.filter(({ readOutAt }) => readOutAt === null);
  if (adopted.length === 0)
    return isClosed(meeting) ? notApplicable(provision) : open({ provision, detail: 'readOutLater' });
  return must(unread.length === 0, isClosed(meeting), {
    yes: { provision, detail: 'readOut', values: { n: adopted.length } },
    no: {
      provision,
      detail: 'readOutMissing',
      values: { missing: numbersOf(unread) },
      mend: isClosed(meeting) ? null : 'readOut',
    },
  });
};

/** Set at the close; until the minutes are final it can still be made good. */
const nextMeeting = ({ meeting }: Sight): Check => {
  const provision = 'nextMeeting';
  if (!meeting.charter.setsNextMeeting) return notApplicable(provision);
  const maySet = ['inSession', 'suspended', 'closed'].includes(meeting.stage);
  return must(meeting.next !== null, isClosed(meeting), {
    yes: {
      provision,
      detail: 'nextSet',
      values: { at: meeting.next?.startsAt ?? '', place: meeting.next?.place ?? '' },
    },
    no: { provision, detail: isClosed(meeting) ? 'nextMissing' : 'nextLater', mend: maySet ? 'setNextMeeting' : null },
  });
};

/** What happens between gavel and gavel. */
export const sittingChecks = (sight: Sight): readonly Check[] => [
  quorum(sight),
  speech(sight),
  conduct(sight),
  experts(sight),
  problemList(sight),
  decision(sight),
  important(sight),
  resolutions(sight),
  packageVote(sight),
  readOut(sight),
  nextMeeting(sight),
];
