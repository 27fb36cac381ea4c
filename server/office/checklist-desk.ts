import { checklistByGroup, type Check, type CheckGroup, type Facts } from '#lib/meeting/compliance.ts';
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
}

/** Meetings held against their charters, with what their logs do not say. */
export interface ChecklistDesk {
  /** The checklist as it stands now. */
  of(meeting: Meeting): Promise<ChecklistView>;
}

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
  return {
    async of(meeting) {
      const now = new Date(clock.now()).toISOString();
      const parts = checklistByGroup(meeting, now, await factsOf(meeting));
      return { now, parts, checks: parts.flatMap(({ checks }) => checks) };
    },
  };
}
