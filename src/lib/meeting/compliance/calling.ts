import { proposalOf } from '../agreement.ts';
import type { OfficeId, ProvisionId } from '../charter.ts';
import type { Meeting } from '../meeting.ts';
import type { Instant } from '../names.ts';
import { unitOf, type Role, type Seat, type UnitPart } from '../seat.ts';
import { dueAfter } from '../work-calendar.ts';
import {
  breached,
  isCalled,
  isOpened,
  kept,
  lacking,
  must,
  notApplicable,
  open,
  timed,
  type Check,
  type Sight,
} from './check.ts';

const HOUR_MS = 3_600_000;
const SHANGHAI_MS = 8 * HOUR_MS;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The end of the period (by Shanghai's calendar) after the one in which a moment lies. */
const endOfNextPeriod = (at: Instant, every: keyof typeof MONTHS): Instant => {
  const local = new Date(Date.parse(at) + SHANGHAI_MS);
  const length = MONTHS[every];
  const first = Math.floor(local.getUTCMonth() / length) * length;
  return new Date(Date.UTC(local.getUTCFullYear(), first + 2 * length, 1) - SHANGHAI_MS - 1).toISOString();
};

const cadence = ({ meeting, facts }: Sight): Check => {
  const { every } = meeting.charter.cadence;
  const previous = facts.previousStartsAt;
  if (every === null || meeting.kind === 'extraordinary') return notApplicable('cadence');
  if (previous === undefined) return open({ provision: 'cadence', detail: 'cadenceUnknown' });
  if (previous === null) return kept({ provision: 'cadence', detail: 'firstMeeting' });
  const dueAt = endOfNextPeriod(previous, every);
  const byMs = Math.abs(Date.parse(dueAt) - Date.parse(meeting.startsAt));
  const values = { every };
  return meeting.startsAt <= dueAt
    ? kept({ provision: 'cadence', detail: 'inCadence', dueAt, byMs, values })
    : breached({ provision: 'cadence', detail: 'outOfCadence', dueAt, byMs, values });
};

const extraordinary = ({ meeting }: Sight): Check =>
  meeting.kind === 'regular'
    ? notApplicable('extraordinary')
    : must(meeting.charter.extraordinary, isCalled(meeting), {
        yes: { provision: 'extraordinary', detail: 'extraordinary', values: { reason: meeting.reason } },
        no: { provision: 'extraordinary', detail: 'noExtraordinary', mend: 'plan' },
      });

const forms = ({ meeting }: Sight): Check =>
  must(meeting.charter.forms.includes(meeting.form), isCalled(meeting), {
    yes: { provision: 'forms', detail: 'formAllowed', values: { form: meeting.form } },
    no: { provision: 'forms', detail: 'formForeign', values: { form: meeting.form }, mend: 'plan' },
  });

const holders = (meeting: Meeting, roles: readonly Role[]): readonly Seat[] =>
  Object.values(meeting.seats).filter((seat) => !seat.withdrawn && seat.roles.some((role) => roles.includes(role)));

const partOf = (meeting: Meeting, seat: Seat): UnitPart | undefined =>
  seat.unitId === null ? undefined : unitOf(meeting, seat.unitId)?.part;

/** Whether a seat is one that the charter means; somebody from no unit counts when no unit is of these parts. */
const isMeant = (meeting: Meeting, parts: readonly UnitPart[], seat: Seat): boolean => {
  if (parts.length === 0) return true;
  if (seat.unitId === null) return !meeting.units.some((unit) => unit.part && parts.includes(unit.part));
  const part = partOf(meeting, seat);
  return part !== undefined && parts.includes(part);
};

interface Holding {
  readonly provision: ProvisionId & OfficeId;
  /** Who holds the office. */
  readonly seats: readonly Seat[];
  readonly isTime: boolean;
}

const office = (meeting: Meeting, { provision, seats, isTime }: Holding): Check => {
  const { parts, words } = meeting.charter.offices[provision];
  const meant = seats.find((seat) => isMeant(meeting, parts, seat));
  if (meant) return kept({ provision, detail: 'officeHeld', values: { name: meant.name, words } });
  // The council's seats reach a meeting until it opens.
  const mend = isOpened(meeting) ? null : 'nameOffices';
  if (seats.length === 0) return lacking(isTime, { provision, detail: 'officeEmpty', values: { words }, mend });
  if (seats.some((seat) => seat.unitId !== null && partOf(meeting, seat) === undefined))
    return open({ provision, detail: 'partsUnknown', values: { words } });
  const values = { name: seats[0]!.name, words };
  return lacking(isTime, { provision, detail: 'officeOther', values, mend });
};

const convener = ({ meeting }: Sight): Check =>
  office(meeting, {
    provision: 'convener',
    seats: holders(meeting, ['convener', ...meeting.charter.presidium]),
    isTime: isCalled(meeting),
  });

/** Who presided when the meeting opened, or would now. */
const chair = ({ meeting }: Sight): Check => {
  const first = meeting.chair.changes[0]?.from ?? meeting.chair.personId;
  const seat = meeting.seats[first];
  return office(meeting, { provision: 'chair', seats: seat ? [seat] : [], isTime: isOpened(meeting) });
};

const presidium = ({ meeting }: Sight): Check => {
  if (meeting.charter.presidium.length === 0) return notApplicable('presidium');
  const vices = holders(meeting, ['viceChair']).length;
  const values = { n: vices };
  return must(vices > 0, isCalled(meeting), {
    yes: { provision: 'presidium', detail: 'presidiumSeated', values },
    no: { provision: 'presidium', detail: 'presidiumEmpty', mend: 'nameOffices' },
  });
};

const secretary = ({ meeting }: Sight): Check => {
  const { parts, words } = meeting.charter.offices.secretary;
  if (parts.length === 0 && words === '') return notApplicable('secretary');
  return office(meeting, {
    provision: 'secretary',
    seats: holders(meeting, ['secretary', 'recorder']),
    isTime: isCalled(meeting),
  });
};

const recorder = ({ meeting }: Sight): Check =>
  office(meeting, { provision: 'recorder', seats: holders(meeting, ['recorder']), isTime: isOpened(meeting) });

/** Whoever is named for it, the presidium, or the representatives of the units that the charter names. */
const supervisor = ({ meeting }: Sight): Check => {
  const { parts, words } = meeting.charter.offices.supervisor;
  if (parts.length === 0 && words === '') return notApplicable('supervisor');
  const representing = holders(meeting, ['representative']).filter(
    (seat) => parts.length > 0 && seat.unitId !== null && isMeant(meeting, parts, seat),
  );
  return office(meeting, {
    provision: 'supervisor',
    seats: [...holders(meeting, ['supervisor', ...meeting.charter.presidium]), ...representing],
    isTime: isOpened(meeting),
  });
};

/** Both parties stand behind time and topics, as the meeting has them now, before the charter's moment. */
const agreement = ({ meeting, now }: Sight): Check => {
  const demanded = meeting.charter.agreement;
  if (!demanded) return notApplicable('agreement');
  const { agreed, behind } = meeting.agreement;
  const stands = agreed && proposalOf(meeting, agreed.proposalId)?.startsAt === meeting.startsAt;
  const { amount, unit } = demanded.lead;
  const waiting = demanded.between.filter((part) => behind[part] === undefined);
  return timed(
    {
      since: meeting.plannedAt,
      due: dueAfter(meeting.calendar, meeting.startsAt, { amount: -amount, unit }),
      done: stands ? agreed.at : null,
    },
    now,
    {
      provision: 'agreement',
      detail: agreed ? 'agreedOther' : 'notAgreed',
      done: 'agreed',
      late: 'agreedLate',
      values: { waiting: waiting.length > 0 ? waiting : demanded.between },
      mend: 'agree',
    },
  );
};

/** Who calls the meeting, as what, and whether everybody is there whom the charter wants. */
export const callingChecks = (sight: Sight): readonly Check[] => [
  cadence(sight),
  extraordinary(sight),
  forms(sight),
  convener(sight),
  chair(sight),
  presidium(sight),
  secretary(sight),
  recorder(sight),
  supervisor(sight),
  agreement(sight),
];
