import { attendingUnits } from './attendance.ts';
import type { Meeting } from './meeting.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { hasRole, mayRead, recording } from './seat.ts';
import { drafting } from './stage.ts';
import type { Objection, Signature } from './signoff.ts';

/** One final text of the minutes (定稿): its fingerprint and who stands by it. */
export interface MinutesVersion {
  readonly version: number;
  /** SHA-256 of the canonical text, 64 hexadecimal digits. */
  readonly hash: string;
  readonly finalisedAt: Instant;
  readonly finalisedBy: PersonId;
  /** The units whose signature it needs: those that attended. */
  readonly signers: readonly UnitId[];
  readonly signatures: readonly Signature[];
  readonly objections: readonly Objection[];
  /** Set when the minutes were reopened: its signatures count no more. */
  readonly reopened: { readonly at: Instant; readonly by: PersonId; readonly reason: string } | null;
}

export interface MinutesCommands {
  'minutes.finalise': object;
  'minutes.reopen': { reason: string };
}

export interface MinutesEvents {
  'minutes.finalised': { version: number; hash: string; signers: readonly UnitId[] };
  'minutes.reopened': { version: number; reason: string };
}

/** The version that is being signed or was signed; none while the minutes are a draft. */
export const currentVersion = (meeting: Meeting): MinutesVersion | undefined => {
  const last = meeting.versions.at(-1);
  return last && last.reopened === null ? last : undefined;
};

/**
 * Whether the person may write in the minutes now: everybody who takes part, from the notice to the final text.
 * Observers read; before the opening only those who take the record prepare the document.
 */
export const mayWriteMinutes = (meeting: Meeting, personId: PersonId): boolean => {
  const records = hasRole(meeting, personId, 'recorder', 'secretary') || meeting.chair.personId === personId;
  if (!mayRead(meeting, personId)) return false;
  if (meeting.stage === 'planned' || meeting.stage === 'noticed') return records;
  if (!['inSession', 'suspended', 'closed'].includes(meeting.stage)) return false;
  return records || hasRole(meeting, personId, 'representative', 'viceChair', 'convener', 'chair', 'expert');
};

/** The units whose signatures make the minutes signed: all that attended, or by the charter the one that presides. */
export const signersOf = (meeting: Meeting): readonly UnitId[] => {
  const all = attendingUnits(meeting);
  const unitId = meeting.seats[meeting.chair.personId]?.unitId;
  return meeting.charter.signoff === 'chair' && unitId && all.includes(unitId) ? [unitId] : all;
};

export const minutesDecisions: Decisions<MinutesCommands> = {
  'minutes.finalise': (meeting, _command, by) =>
    drafting(meeting) ??
    recording(meeting, by) ??
    (by.content
      ? happened({
          type: 'minutes.finalised',
          version: meeting.versions.length + 1,
          hash: by.content.hash,
          signers: signersOf(meeting),
        })
      : refused('content_missing')),

  'minutes.reopen': (meeting, command, by) => {
    const version = currentVersion(meeting);
    if (!version) return refused('minutes_not_final');
    return (
      unless(meeting.stage !== 'archived', 'already_archived') ??
      recording(meeting, by) ??
      happened({ type: 'minutes.reopened', version: version.version, reason: command.reason })
    );
  },
};

export const minutesEvolutions: Evolutions<MinutesEvents> = {
  'minutes.finalised': (meeting, { version, hash, signers, actor, at }) => ({
    ...meeting,
    stage: signers.length === 0 ? 'signed' : 'final',
    versions: [
      ...meeting.versions,
      { version, hash, finalisedAt: at, finalisedBy: actor, signers, signatures: [], objections: [], reopened: null },
    ],
  }),

  'minutes.reopened': (meeting, { version, reason, actor, at }) => ({
    ...meeting,
    stage: 'closed',
    versions: meeting.versions.map((entry) =>
      entry.version === version ? { ...entry, reopened: { at, by: actor, reason } } : entry,
    ),
  }),
};
