import type { Meeting } from '../meeting/meeting.ts';
import type { PersonId } from '../meeting/names.ts';
import { recording } from '../meeting/seat.ts';

/** What came after a final text, as the page and the interface show it: kept whole, never merged (domain.md rule 14). */
export interface ShownLateEdit {
  readonly id: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly at: string;
  /** The lines that differ, as they stand in the final text … */
  readonly before: string;
  /** … and as the author had them. */
  readonly after: string;
  readonly version: number;
  /** When the author dropped it; it stays in the record. */
  readonly dismissedAt: string | null;
}

/** A late edit as the store knows it, as far as it is shown. */
export type KeptLateEdit = Omit<ShownLateEdit, 'name'>;

/** Whether the person takes the record of the meeting: recorder, secretary, or whoever presides. */
export const takesRecord = (meeting: Meeting, personId: PersonId): boolean =>
  recording(meeting, { actor: personId, at: '' }) === undefined;

/** The late edits this person may see: authors what they have not dropped, who takes the record all. */
export function lateEditsFor(
  meeting: Meeting,
  personId: PersonId,
  kept: readonly KeptLateEdit[],
): readonly ShownLateEdit[] {
  const all = takesRecord(meeting, personId);
  return kept
    .filter((edit) => (edit.personId === personId ? edit.dismissedAt === null : all))
    .map(({ id, personId: author, at, before, after, version, dismissedAt }) => ({
      id,
      personId: author,
      name: meeting.seats[author]?.name ?? '',
      at,
      before,
      after,
      version,
      dismissedAt,
    }));
}
