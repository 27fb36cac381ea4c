import { agendaChecks } from './compliance/agenda.ts';
import { afterChecks } from './compliance/after.ts';
import { callingChecks } from './compliance/calling.ts';
import type { Check, CheckState, Facts, Sight } from './compliance/check.ts';
import { noticeChecks } from './compliance/notice.ts';
import { sittingChecks } from './compliance/sitting.ts';
import type { EventType, Meeting } from './meeting.ts';
import type { Instant } from './names.ts';
import type { Finding } from './observance.ts';

export type { Check, CheckState, Facts, Mend, Values } from './compliance/check.ts';

/** The parts of the checklist, in their order. */
export const CHECK_GROUPS = ['calling', 'notice', 'agenda', 'sitting', 'after'] as const;

export type CheckGroup = (typeof CHECK_GROUPS)[number];

const groups: Readonly<Record<CheckGroup, (sight: Sight) => readonly Check[]>> = {
  calling: callingChecks,
  notice: noticeChecks,
  agenda: agendaChecks,
  sitting: sittingChecks,
  after: afterChecks,
};

/** A meeting that was called off keeps what it broke; the rest is nobody's concern any more. */
const calledOff = (meeting: Meeting, check: Check): Check =>
  check.state === 'kept' || meeting.breaches.some(({ provision }) => provision === check.provision)
    ? check
    : { ...check, state: 'notApplicable', mend: null };

/** What was noted as broken stays so unless it was made good. */
const asNoted = (meeting: Meeting, check: Check): Check => {
  const noted = meeting.breaches.find(({ provision }) => provision === check.provision);
  if (!noted || check.state === 'breached' || check.state === 'kept') return check;
  return { ...check, state: 'breached' };
};

/** The checklist by its parts. */
export const checklistByGroup = (
  meeting: Meeting,
  now: Instant,
  facts: Facts = {},
): readonly { readonly group: CheckGroup; readonly checks: readonly Check[] }[] =>
  CHECK_GROUPS.map((group) => ({
    group,
    checks: groups[group]({ meeting, now, facts }).map((check) =>
      meeting.stage === 'cancelled' ? calledOff(meeting, check) : asNoted(meeting, check),
    ),
  }));

/**
 * Every provision of its charter held against a meeting, in the order of the meeting. Pure; `now` by the server's clock.
 * Source: charters.md (“works when …”), each rule at its check.
 */
export const checklist = (meeting: Meeting, now: Instant, facts: Facts = {}): readonly Check[] =>
  checklistByGroup(meeting, now, facts).flatMap(({ checks }) => checks);

/** How many provisions stand how. */
export const countStates = (checks: readonly Check[]): Readonly<Record<CheckState, number>> => {
  const counts = { kept: 0, open: 0, atRisk: 0, breached: 0, notApplicable: 0 };
  for (const { state } of checks) counts[state] += 1;
  return counts;
};

/** Events after which the server holds a meeting against its charter: few, and no ballot among them. */
export const OBSERVED: ReadonlySet<EventType> = new Set<EventType>([
  'notice.sent',
  'notice.amended',
  'meeting.revised',
  'agenda.laid',
  'agreement.reached',
  'reply.given',
  'material.delivered',
  'report.filed',
  'seat.added',
  'meeting.opened',
  'resolution.decided',
  'resolution.readOut',
  'nextMeeting.set',
  'meeting.closed',
  'minutes.finalised',
  'minutes.signed',
  'meeting.archived',
  'calendar.updated',
]);

/** A plan is nobody's breach before notice is given, and what was called off breaks nothing more. */
const isObserved = ({ stage }: Meeting): boolean => stage !== 'planned' && stage !== 'cancelled';

/** Late and over, or broken for good: nothing can mend it. */
const isFinal = (check: Check): boolean =>
  check.state === 'kept' || (check.state === 'breached' && check.mend === null);

const findingOf = (meeting: Meeting, check: Check): readonly Finding[] => {
  const { provision, dueAt, byMs, detail, state } = check;
  const noted = meeting.breaches.find((breach) => breach.provision === provision);
  if (!noted && state === 'breached')
    return [{ type: 'charter.breached', provision, dueAt, byMs: isFinal(check) ? byMs : null, detail }];
  const isOutstanding = noted?.byMs === null && noted.mendedAt === null;
  if (!isOutstanding || !isFinal(check)) return [];
  if (state === 'kept') return [{ type: 'charter.mended', provision, byMs: null }];
  return byMs === null ? [] : [{ type: 'charter.mended', provision, byMs }];
};

/** What the log does not say yet: breaches, each once, and what was made good since. Cadence needs more than the log. */
export const findingsOf = (meeting: Meeting, now: Instant): readonly Finding[] =>
  isObserved(meeting) ? checklist(meeting, now).flatMap((check) => findingOf(meeting, check)) : [];

/** The next moment at which something of the charter will have been missed; null: no deadline runs. */
export const nextObservation = (meeting: Meeting, now: Instant): Instant | null => {
  if (!isObserved(meeting)) return null;
  const coming = checklist(meeting, now)
    .filter(({ state }) => state === 'open' || state === 'atRisk')
    .flatMap(({ dueAt }) => (dueAt !== null && dueAt >= now ? [dueAt] : []));
  if (coming.length === 0) return null;
  const first = coming.reduce((a, b) => (a < b ? a : b));
  return new Date(Date.parse(first) + 1).toISOString();
};
