import { checklistByGroup, countStates, type Check, type CheckGroup, type Facts } from '#lib/meeting/compliance.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';

/** A part of a meeting's checklist. */
export interface ChecklistPart {
  readonly group: CheckGroup;
  readonly checks: readonly Check[];
}

/** A meeting's checklist at a moment (ISO). */
export interface ChecklistView {
  readonly now: string;
  readonly parts: readonly ChecklistPart[];
  /** All of them, without parts. */
  readonly checks: readonly Check[];
  /** What was known besides the meeting: a page that follows it live holds it against its charter anew. */
  readonly facts: Facts;
}

/** A meeting in which provisions of the charter press, and how many. */
export interface PressingLine {
  readonly id: string;
  readonly title: string;
  readonly breached: number;
  readonly atRisk: number;
}

/** Meetings held against their charters, with what their logs do not say. */
export interface ChecklistDesk {
  /** The checklist as it stands now. */
  of(meeting: Meeting): Promise<ChecklistView>;
  /** Those of the meetings in which something presses; plans break nothing yet. */
  pressing(meetings: readonly Meeting[]): Promise<readonly PressingLine[]>;
}

/** Nothing of the charter presses before notice, nor once all is signed. */
const SETTLED = new Set(['planned', 'signed', 'archived', 'cancelled']);

/** Opens the checklist desk. */
export function openChecklistDesk({ archive, clock }: { archive: Archive; clock: Clock }): ChecklistDesk {
  const factsOf = async (meeting: Meeting): Promise<Facts> => {
    const [others, deliveries] = await Promise.all([
      archive.events.ofCouncil(meeting.council.id),
      archive.deliveries.ofMeeting(meeting.id),
    ]);
    const before = others.find(
      ({ id, stage, startsAt }) => id !== meeting.id && stage !== 'cancelled' && startsAt < meeting.startsAt,
    );
    const sent = deliveries.filter(({ kind, state }) => kind === 'notice' && state === 'sent');
    return {
      previousStartsAt: before?.startsAt ?? null,
      channels: [...new Set(sent.map(({ channel }) => channel))],
    };
  };
  const of = async (meeting: Meeting): Promise<ChecklistView> => {
    const now = new Date(clock.now()).toISOString();
    const facts = await factsOf(meeting);
    const parts = checklistByGroup(meeting, now, facts);
    return { now, parts, facts, checks: parts.flatMap(({ checks }) => checks) };
  };
  return {
    of,
    async pressing(meetings) {
      const lines: PressingLine[] = [];
      for (const meeting of meetings.filter(({ stage }) => !SETTLED.has(stage))) {
        const { breached, atRisk } = countStates((await of(meeting)).checks);
        if (breached + atRisk > 0) lines.push({ id: meeting.id, title: meeting.title, breached, atRisk });
      }
      return lines;
    },
  };
}
