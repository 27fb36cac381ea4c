import type { Meeting } from './meeting.ts';
import { currentVersion, type MinutesVersion } from './minutes.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { hasRole, isRepresentative, seatOf } from './seat.ts';

/** How somebody signed; the documents name it truthfully: 点击确认 or 手写笔迹. */
export type SignMethod = 'click' | 'drawn';

/** A person's confirmation of one exact text for a unit (domain.md rule 15). */
export interface Signature {
  readonly personId: PersonId;
  readonly unitId: UnitId;
  readonly at: Instant;
  readonly method: SignMethod;
  /** The drawn strokes as an SVG path without timing; empty for a click. */
  readonly drawing: string;
}

/** A reasoned objection to one exact text. */
export interface Objection {
  readonly personId: PersonId;
  readonly unitId: UnitId | null;
  readonly at: Instant;
  readonly reason: string;
}

export interface SignoffCommands {
  'minutes.sign': { version: number; hash: string; method: SignMethod; drawing?: string };
  'minutes.object': { version: number; hash: string; reason: string };
}

export interface SignoffEvents {
  'minutes.signed': { version: number; hash: string; unitId: UnitId; method: SignMethod; drawing: string };
  'minutes.objected': { version: number; hash: string; unitId: UnitId | null; reason: string };
}

/** The unit's signature under a version. */
export const signatureOf = (version: MinutesVersion, unitId: UnitId): Signature | undefined =>
  version.signatures.find((signature) => signature.unitId === unitId);

/** The unit's standing objection: one that it has not followed by a signature. */
export const objectionOf = (version: MinutesVersion, unitId: UnitId): Objection | undefined =>
  signatureOf(version, unitId) ? undefined : version.objections.findLast((objection) => objection.unitId === unitId);

/** Guard: the command names the text that is in force. */
const sameText = (version: MinutesVersion, command: { version: number; hash: string }): Refused | undefined =>
  unless(version.version === command.version, 'not_this_version') ??
  unless(version.hash === command.hash, 'not_this_content');

const representing = (meeting: Meeting, by: Authority): UnitId | null =>
  isRepresentative(meeting, by.actor) ? seatOf(meeting, by.actor)!.unitId : null;

export const signoffDecisions: Decisions<SignoffCommands> = {
  'minutes.sign': (meeting, command, by) => {
    const version = currentVersion(meeting);
    if (!version) return refused('minutes_not_final');
    const unitId = representing(meeting, by);
    if (unitId === null || !version.signers.includes(unitId)) return refused('not_a_signer');
    return (
      unless(meeting.stage !== 'archived', 'already_archived') ??
      sameText(version, command) ??
      unless(!signatureOf(version, unitId), 'already_signed') ??
      happened({
        type: 'minutes.signed',
        version: version.version,
        hash: version.hash,
        unitId,
        method: command.method,
        drawing: command.drawing ?? '',
      })
    );
  },

  'minutes.object': (meeting, command, by) => {
    const version = currentVersion(meeting);
    if (!version) return refused('minutes_not_final');
    const unitId = representing(meeting, by);
    return (
      unless(meeting.stage !== 'archived', 'already_archived') ??
      unless(
        hasRole(
          meeting,
          by.actor,
          'representative',
          'chair',
          'viceChair',
          'convener',
          'recorder',
          'secretary',
          'expert',
        ),
        'observer_may_not',
      ) ??
      sameText(version, command) ??
      unless(unitId === null || !signatureOf(version, unitId), 'already_signed') ??
      happened({
        type: 'minutes.objected',
        version: version.version,
        hash: version.hash,
        unitId,
        reason: command.reason,
      })
    );
  },
};

const change = (meeting: Meeting, number: number, how: (version: MinutesVersion) => MinutesVersion): Meeting => ({
  ...meeting,
  versions: meeting.versions.map((version) => (version.version === number ? how(version) : version)),
});

export const signoffEvolutions: Evolutions<SignoffEvents> = {
  'minutes.signed': (meeting, { version, unitId, method, drawing, actor, at }) => {
    const signed = change(meeting, version, (entry) => ({
      ...entry,
      signatures: [...entry.signatures, { personId: actor, unitId, at, method, drawing }],
    }));
    const now = currentVersion(signed)!;
    return now.signers.every((id) => signatureOf(now, id)) ? { ...signed, stage: 'signed' } : signed;
  },

  'minutes.objected': (meeting, { version, unitId, reason, actor, at }) =>
    change(meeting, version, (entry) => ({
      ...entry,
      objections: [...entry.objections, { personId: actor, unitId, at, reason }],
    })),
};
