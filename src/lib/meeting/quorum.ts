import { presentUnits } from './attendance.ts';
import type { Meeting } from './meeting.ts';
import { unless, type Refused } from './rulebook.ts';
import { neededOf } from './tally.ts';

/** Quorum as figures: units present, units needed, member units. */
export interface Quorum {
  readonly present: number;
  readonly needed: number;
  readonly units: number;
  readonly reached: boolean;
}

/** Counted over units that are checked in and not left (domain.md rule 8). */
export const quorumOf = (meeting: Meeting): Quorum => {
  const units = meeting.units.length;
  const present = presentUnits(meeting).length;
  const needed = neededOf(meeting.charter.quorum, units);
  return { present, needed, units, reached: units > 0 && present >= needed };
};

/** Guard: no decision opens without quorum. */
export const quorate = (meeting: Meeting): Refused | undefined => unless(quorumOf(meeting).reached, 'no_quorum');
