import type { Charter, ProvisionId } from '../charter.ts';
import type { Meeting } from '../meeting.ts';
import { currentVersion, type MinutesVersion } from '../minutes.ts';
import type { UnitId } from '../names.ts';
import { unitOf } from '../seat.ts';
import { signatureOf } from '../signoff.ts';
import { dueAfter } from '../work-calendar.ts';
import { isClosed, kept, must, notApplicable, open, outside, timed, type Check, type Sight } from './check.ts';

/** The first final text counts: what is reopened later was in time once. */
const minutesDue = ({ meeting, now }: Sight): Check => {
  const provision = 'minutesDue';
  const { amount, unit } = meeting.charter.minutesDue;
  const values = { amount, unit };
  if (meeting.closedAt === null) return open({ provision, detail: 'minutesLater', values });
  const due = dueAfter(meeting.calendar, meeting.closedAt, meeting.charter.minutesDue);
  return timed({ since: meeting.closedAt, due, done: meeting.versions[0]?.finalisedAt ?? null }, now, {
    provision,
    detail: 'minutesMissing',
    done: 'minutesInTime',
    late: 'minutesLate',
    values,
    mend: 'finaliseMinutes',
  });
};

/** The log writes time, place, attendance, agenda and decisions into the minutes by itself. */
const minutesSections = ({ meeting }: Sight): Check => {
  const sections = meeting.charter.minutesSections;
  const provision = 'minutesSections';
  if (sections.length === 0) return notApplicable(provision);
  return currentVersion(meeting)
    ? kept({ provision, detail: 'sectionsThere', values: { sections } })
    : open({
        provision,
        detail: 'sectionsLater',
        values: { sections },
        mend: isClosed(meeting) ? 'finaliseMinutes' : null,
      });
};

const distribution = ({ meeting }: Sight): Check => {
  const to = meeting.charter.distribution;
  if (to.length === 0) return notApplicable('distribution');
  return currentVersion(meeting)
    ? kept({ provision: 'distribution', detail: 'distributed', values: { to } })
    : open({ provision: 'distribution', detail: 'distributeLater', values: { to } });
};

/** Who is to sign: every unit that attended, or the chair's alone. */
const signersOf = (meeting: Meeting, version: MinutesVersion): readonly UnitId[] => {
  const unitId = meeting.seats[meeting.chair.personId]?.unitId;
  const isChairOnly = meeting.charter.signoff === 'chair' && unitId && version.signers.includes(unitId);
  return isChairOnly ? [unitId] : version.signers;
};

const signoff = ({ meeting }: Sight): Check => {
  const version = currentVersion(meeting);
  const provision = 'signoff';
  if (!version) return open({ provision, detail: 'signLater' });
  const signers = signersOf(meeting, version);
  const missing = signers.filter((unitId) => !signatureOf(version, unitId));
  const values = {
    signed: signers.length - missing.length,
    signers: signers.length,
    missing: missing.map((id) => unitOf(meeting, id)?.name ?? id),
  };
  const isOver = meeting.stage === 'archived';
  return must(missing.length === 0, isOver, {
    yes: { provision, detail: 'signedAll', values },
    no: { provision, detail: 'signMissing', values, mend: isOver ? null : 'remindSigners' },
  });
};

const filing = ({ meeting }: Sight): Check => {
  const provision = 'filing';
  if (!meeting.charter.files) return notApplicable(provision);
  if (meeting.stage === 'archived') return kept({ provision, detail: 'filed' });
  return open({ provision, detail: 'fileLater', mend: currentVersion(meeting) ? 'archive' : null });
};

/** Decisions are with their units: each adopted one has given its duties. */
const transmission = ({ meeting }: Sight): Check => {
  const provision = 'transmission';
  if (!meeting.charter.transmits) return notApplicable(provision);
  const n = meeting.actions.length;
  if (n > 0) return kept({ provision, detail: 'transmitted', values: { n } });
  return isClosed(meeting) ? notApplicable(provision) : open({ provision, detail: 'transmitLater' });
};

/** What charters demand and the system does not do yet: shown as such, never as done. */
const OUTSIDE: readonly (readonly [ProvisionId, (charter: Charter) => boolean])[] = [
  ['workPlan', ({ workPlans }) => workPlans],
  ['rectification', ({ rectifies }) => rectifies],
  ['annualPlan', ({ annualPlan }) => annualPlan],
  ['seal', ({ sealsMinutes }) => sealsMinutes],
  ['evaluation', ({ evaluation }) => evaluation.atClose || evaluation.every !== null],
  ['publication', ({ publishes }) => publishes],
];

/** What follows the meeting. */
export const afterChecks = (sight: Sight): readonly Check[] => [
  minutesDue(sight),
  minutesSections(sight),
  distribution(sight),
  signoff(sight),
  filing(sight),
  transmission(sight),
  ...OUTSIDE.map(([provision, isDemanded]) =>
    isDemanded(sight.meeting.charter) ? outside(provision) : notApplicable(provision),
  ),
];
