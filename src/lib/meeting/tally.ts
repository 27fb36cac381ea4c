import type { Base, Threshold } from './charter.ts';
import type { Choice } from './vote.ts';

/** What the room is told of a count: every figure that leads to the verdict (domain.md rule 10). */
export interface Tally {
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  /** Units on the roll that cast nothing. */
  readonly silent: number;
  readonly base: Base;
  /** The number the threshold is taken of. */
  readonly of: number;
  readonly threshold: Threshold;
  /** How many had to agree. */
  readonly needed: number;
  readonly adopted: boolean;
}

/** The least whole number that meets a threshold of `total`; exact, no fractions. A tie is not a majority. */
export const neededOf = (threshold: Threshold, total: number): number => {
  if (threshold === 'majority') return Math.floor(total / 2) + 1;
  if (threshold === 'twoThirds') return Math.floor((total * 2 + 2) / 3);
  if (threshold === 'threeQuarters') return Math.floor((total * 3 + 3) / 4);
  return total;
};

/**
 * Counts choices. `roll` is the number of units entitled to vote, `units` that of all member units.
 * The order of the choices does not matter; nobody agreeing never adopts.
 */
export const tallyOf = (
  choices: readonly Choice[],
  rule: { readonly base: Base; readonly threshold: Threshold },
  size: { readonly roll: number; readonly units: number },
): Tally => {
  const count = (choice: Choice) => choices.reduce((sum, cast) => sum + (cast === choice ? 1 : 0), 0);
  const agree = count('for');
  const against = count('against');
  const of = { cast: agree + against, present: size.roll, all: size.units }[rule.base];
  const needed = neededOf(rule.threshold, of);
  return {
    for: agree,
    against,
    abstain: count('abstain'),
    silent: size.roll - choices.length,
    base: rule.base,
    of,
    threshold: rule.threshold,
    needed,
    adopted: agree > 0 && agree >= needed,
  };
};
