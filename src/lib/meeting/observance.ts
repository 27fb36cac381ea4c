import type { ProvisionId } from './charter.ts';
import type { Instant } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import type { WorkCalendar } from './work-calendar.ts';

/**
 * A provision of the charter that this meeting did not keep, as the log holds it. `dueAt` null: it had no deadline.
 * `byMs`: how late it was done; null while it is not done, or when time is not what was missed.
 */
export interface Breach {
  readonly provision: ProvisionId;
  readonly at: Instant;
  readonly dueAt: Instant | null;
  readonly byMs: number | null;
  /** The checklist's reason, from a closed list. */
  readonly detail: string;
  readonly mendedAt: Instant | null;
}

/** What the server finds when it holds the meeting against its charter: events in the making. */
export type Finding =
  | ({ readonly type: 'charter.breached' } & ObservanceEvents['charter.breached'])
  | ({ readonly type: 'charter.mended' } & ObservanceEvents['charter.mended']);

export interface ObservanceCommands {
  /** The server's clock: a deadline of the charter has passed. */
  'charter.observe': object;
  /** A year of the working calendar was published: deadlines are counted anew. */
  'calendar.update': { calendar: WorkCalendar };
}

export interface ObservanceEvents {
  'charter.breached': { provision: ProvisionId; dueAt: Instant | null; byMs: number | null; detail: string };
  'charter.mended': { provision: ProvisionId; byMs: number | null };
  'calendar.updated': { calendar: WorkCalendar };
}

export const observanceDecisions: Decisions<ObservanceCommands> = {
  'charter.observe': (_meeting, _command, by) =>
    unless(by.actor === 'system', 'system_only') ??
    (by.findings?.length ? happened(...by.findings) : refused('nothing_changed')),

  'calendar.update': (meeting, { calendar }, by) =>
    unless(by.actor === 'system', 'system_only') ??
    unless(meeting.seq > 0, 'not_planned') ??
    unless(meeting.stage !== 'cancelled', 'meeting_cancelled') ??
    unless(meeting.stage !== 'archived', 'already_archived') ??
    unless(meeting.calendar.version !== calendar.version, 'nothing_changed') ??
    happened({ type: 'calendar.updated', calendar }),
};

export const observanceEvolutions: Evolutions<ObservanceEvents> = {
  'charter.breached': (meeting, { provision, dueAt, byMs, detail, at }) => ({
    ...meeting,
    breaches: [...meeting.breaches, { provision, at, dueAt, byMs, detail, mendedAt: null }],
  }),

  'charter.mended': (meeting, { provision, byMs, at }) => ({
    ...meeting,
    breaches: meeting.breaches.map((breach) =>
      breach.provision === provision ? { ...breach, byMs, mendedAt: at } : breach,
    ),
  }),

  'calendar.updated': (meeting, { calendar }) => ({ ...meeting, calendar }),
};
