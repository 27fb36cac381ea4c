import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Base, Threshold } from '#lib/meeting/charter.ts';
import { decide } from '#lib/meeting/decide.ts';
import { evolve, stamp } from '#lib/meeting/meeting.ts';
import { isRefused } from '#lib/meeting/rulebook.ts';
import { neededOf, tallyOf } from '#lib/meeting/tally.ts';
import { CHOICES, type Choice } from '#lib/meeting/vote.ts';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { drafted, type Sitting } from './given.ts';

const { seed } = new Chance().told('the vote and the count');
const runs = { numRuns: atScale(1_000, 100_000), seed };

const voters = ['chair', 'fire', 'water', 'owners', 'company'] as const;
const unitOf = { chair: 'office', fire: 'fire', fire2: 'fire', water: 'water', owners: 'owners', company: 'company' };
const thresholds: readonly Threshold[] = ['majority', 'twoThirds', 'threeQuarters', 'unanimous'];
const bases: readonly Base[] = ['cast', 'present', 'all'];

const choice = fc.constantFrom(...CHOICES);
const rule = fc.record({ base: fc.constantFrom(...bases), threshold: fc.constantFrom(...thresholds) });

/** The threshold in another way than the product: fractions compared by cross multiplication. */
function reaches(threshold: Threshold, agree: bigint, of: bigint): boolean {
  if (agree === 0n) return false;
  if (threshold === 'majority') return agree * 2n > of;
  if (threshold === 'twoThirds') return agree * 3n >= of * 2n;
  if (threshold === 'threeQuarters') return agree * 4n >= of * 3n;
  return agree >= of;
}

const cast = fc.record({ who: fc.constantFrom(...voters, 'fire2', 'expert', 'observer'), choice, late: fc.boolean() });

/** Puts a resolution to the vote, casts, and closes; returns the sitting and who may have voted. */
function hold(method: 'open' | 'secret', how: { base: Base; threshold: Threshold }, recused: readonly string[]) {
  const sitting = drafted();
  sitting.do('fire2', { type: 'attendance.checkIn', mode: 'remote' });
  const resolutionId = sitting.meeting.resolutions[0]!.id;
  return sitting.do('chair', { type: 'vote.open', resolutionId, method, ...how, recused, seconds: 60 });
}

/** The room's box: the last ballot of a unit in an open vote; in a secret one there is only one. */
function boxOf(sitting: Sitting, method: 'open' | 'secret') {
  const last = new Map(sitting.sealed.map((sealed) => [sealed.unitId, sealed]));
  return [...last.values()].map(({ unitId, choice: what }) => ({
    unitId: method === 'open' ? unitId : null,
    receipt: method === 'secret' ? `R-${unitId}` : null,
    choice: what as Choice,
  }));
}

test('[G2] [G5] a vote is what a small model of it says: one ballot per unit, before the deadline, of the roll', () => {
  const ballots = fc.array(cast, { maxLength: 25 });
  const recusals = fc.subarray(['fire', 'water', 'company'], { maxLength: 2 });
  fc.assert(
    fc.property(fc.constantFrom('open', 'secret'), rule, recusals, ballots, (method, how, recused, given) => {
      const sitting = hold(method, how, recused);
      const { id: voteId } = sitting.meeting.votes[0]!;
      const model = new Map<string, Choice>();
      for (const one of given) {
        const unit = (unitOf as Record<string, string>)[one.who];
        sitting.at(1, one.late ? 0 : -1);
        const may = unit !== undefined && !recused.includes(unit) && !one.late;
        const welcome = may && (method === 'open' || !model.has(unit));
        const decision = sitting.try(one.who, { type: 'ballot.cast', voteId, choice: one.choice });
        expect(isRefused(decision)).toBe(!welcome);
        if (!welcome) continue;
        sitting.do(one.who, { type: 'ballot.cast', voteId, choice: one.choice });
        model.set(unit, one.choice);
      }
      sitting.at(1).do('system', { type: 'vote.close', voteId }, { ballots: boxOf(sitting, method) });
      const count = (what: Choice) => [...model.values()].filter((one) => one === what).length;
      const [agree, against] = [count('for'), count('against')];
      const of = { cast: agree + against, present: 5 - recused.length, all: 5 }[how.base];
      const adopted = reaches(how.threshold, BigInt(agree), BigInt(of));
      const { tally } = sitting.meeting.votes[0]!;
      expect(tally).toMatchObject({ for: agree, against, abstain: count('abstain'), of, adopted });
      expect(sitting.meeting.resolutions[0]!.state).toBe(adopted ? 'adopted' : 'rejected');
    }),
    runs,
  );
});

test('[T1] [T2] thresholds are exact at any size: ½ fails, ⅔ and ¾ pass, one less fails', () => {
  const size = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(fc.constantFrom(...thresholds), size, (threshold, of) => {
      const needed = neededOf(threshold, of);
      expect(reaches(threshold, BigInt(needed), BigInt(of))).toBe(true);
      expect(reaches(threshold, BigInt(needed - 1), BigInt(of))).toBe(false);
      expect(neededOf('majority', 2 * of)).toBe(of + 1);
      expect(neededOf('twoThirds', 3 * of)).toBe(2 * of);
      expect(neededOf('threeQuarters', 4 * of)).toBe(3 * of);
    }),
    runs,
  );
});

test('[T4] the count is the same in whatever order the ballots lie', () => {
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 60 }), rule, fc.integer(), (given, how, mix) => {
      const size = { roll: given.length + 2, units: given.length + 3 };
      const tally = tallyOf(given, how, size);
      expect(tallyOf(new Chance(mix).shuffled(given), how, size)).toEqual(tally);
      expect(tally.for + tally.against + tally.abstain + tally.silent).toBe(size.roll);
    }),
    runs,
  );
});

test('[V10] what may be heard before the close is the same whatever was chosen', () => {
  const three = fc.tuple(choice, choice, choice);
  fc.assert(
    fc.property(three, three, fc.constantFrom('open', 'secret'), (one, other, method) => {
      const heard = (choices: readonly Choice[]) => {
        const sitting = hold(method, { base: 'present', threshold: 'majority' }, []);
        const { id: voteId } = sitting.meeting.votes[0]!;
        let meeting = sitting.meeting;
        const events = choices.flatMap((what, index) => {
          const by = { actor: voters[index + 1]!, at: sitting.now };
          const decision = decide(meeting, { type: 'ballot.cast', voteId, choice: what }, by);
          if (isRefused(decision)) throw new Error(decision.refused);
          const stamped = stamp(meeting, decision.events, by);
          meeting = stamped.reduce(evolve, meeting);
          return stamped;
        });
        return JSON.stringify([meeting, events]);
      };
      expect(heard(one)).toBe(heard(other));
    }),
    runs,
  );
});
