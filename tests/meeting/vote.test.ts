import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededOf, tallyOf } from '#lib/meeting/tally.ts';
import { CHOICES, turnoutOf, type Choice } from '#lib/meeting/vote.ts';
import { drafted, resolutionId, type Sitting, text, voteId, voting } from './given.ts';

const cast = (sitting: Sitting, choice: Choice) => ({ type: 'ballot.cast', voteId: voteId(sitting), choice }) as const;
const close = (sitting: Sitting) => ({ type: 'vote.close', voteId: voteId(sitting) }) as const;

describe('votes', () => {
  test('[V1] The roll is fixed when the vote opens: units present, less those recused', () => {
    const sitting = drafted().do('water', { type: 'attendance.leave' });
    const open = { type: 'vote.open', resolutionId: resolutionId(sitting), method: 'open' } as const;
    sitting.refuses('chair', { ...open, recused: ['moon'] }, 'no_such_unit');
    sitting.refuses('chair', { ...open, recused: ['office', 'fire', 'owners', 'company'] }, 'nobody_to_vote');
    sitting.do('chair', { ...open, recused: ['company'] });
    expect(sitting.meeting.votes[0]!.roll).toEqual(['office', 'fire', 'owners']);
    sitting.do('water', { type: 'attendance.checkIn', mode: 'remote' });
    sitting.refuses('water', cast(sitting, 'for'), 'not_on_roll');
  });

  test('[V2] Only a representative present casts, for the own unit, while the vote is open', () => {
    const sitting = voting();
    for (const person of ['expert', 'observer', 'recorder', 'convener', 'stranger'])
      sitting.refuses(person, cast(sitting, 'for'), 'not_on_roll');
    sitting.refuses('fire2', cast(sitting, 'for'), 'not_checked_in');
    sitting.do('fire2', { type: 'attendance.checkIn', mode: 'remote' }).do('fire2', cast(sitting, 'for'));
    expect(sitting.meeting.votes[0]!.received).toBe('01000');
    sitting.do('chair', close(sitting), { ballots: sitting.ballots() });
    sitting.refuses('fire', cast(sitting, 'for'), 'vote_closed');
    sitting.refuses('fire', { type: 'ballot.cast', voteId: 'v0', choice: 'for' }, 'no_such_vote');
  });

  test('[V3] In an open vote a ballot can be changed until the close', () => {
    const sitting = voting();
    sitting.do('fire', cast(sitting, 'against')).do('fire', cast(sitting, 'for')).do('water', cast(sitting, 'against'));
    expect(turnoutOf(sitting.meeting.votes[0]!)).toBe(2);
    sitting.do('chair', close(sitting), { ballots: sitting.ballots() });
    expect(sitting.meeting.votes[0]!.tally).toMatchObject({ for: 1, against: 1, abstain: 0, silent: 3 });
    expect(sitting.meeting.votes[0]!.ballots).toContainEqual({ unitId: 'fire', receipt: null, choice: 'for' });
  });

  test('[V4] A recused unit may not vote', () => {
    const sitting = drafted();
    sitting.do('chair', {
      type: 'vote.open',
      resolutionId: resolutionId(sitting),
      method: 'open',
      recused: ['company'],
    });
    sitting.refuses('company', cast(sitting, 'for'), 'recused');
  });

  test('[V5] In a secret vote the first ballot stands', () => {
    const sitting = voting('secret');
    sitting.do('fire', cast(sitting, 'for'));
    expect(sitting.sealed[0]).toMatchObject({ secret: true, unitId: 'fire', choice: 'for' });
    sitting.refuses('fire', cast(sitting, 'against'), 'already_cast');
  });

  test('[V6] A ballot at or after the deadline is refused, whether or not the close was carried out', () => {
    const sitting = voting();
    sitting.at(1, 59).do('fire', cast(sitting, 'for'));
    sitting.at(2).refuses('water', cast(sitting, 'for'), 'vote_closed');
  });

  test('[V7] Who presides closes at any time; the server at the deadline and not before', () => {
    const sitting = voting().at(1);
    sitting.refuses('recorder', close(sitting), 'not_presiding').refuses('system', close(sitting), 'vote_not_expired');
    expect(sitting.try('chair', close(sitting))).toHaveProperty('events');
    sitting.at(2).do('system', close(sitting));
    sitting.refuses('chair', close(sitting), 'vote_closed');
    const endless = drafted();
    endless.do('chair', { type: 'vote.open', resolutionId: resolutionId(endless), method: 'open', seconds: 0 });
    endless.at(500).refuses('system', close(endless), 'vote_not_expired').do('fire', cast(endless, 'for'));
  });

  test('[V8] An annulled vote keeps its reason, and the resolution is a draft again without duties', () => {
    const sitting = voting();
    for (const person of ['fire', 'water', 'owners']) sitting.do(person, cast(sitting, 'for'));
    sitting.do('chair', close(sitting), { ballots: sitting.ballots() });
    expect(sitting.meeting.resolutions[0]!.state).toBe('adopted');
    const annul = { type: 'vote.annul', voteId: voteId(sitting), reason: 'wrong text' } as const;
    sitting.refuses('recorder', annul, 'not_presiding').do('chair', annul);
    expect(sitting.meeting.votes[0]).toMatchObject({ status: 'annulled', reason: 'wrong text' });
    expect(sitting.meeting.resolutions[0]).toMatchObject({ state: 'drafted', decidedAt: null });
    expect(sitting.meeting.actions).toEqual([]);
    sitting.refuses('chair', annul, 'already_annulled');
  });

  test('[V9] Only one decision runs at a time', () => {
    const sitting = voting().do('recorder', { type: 'resolution.draft', ...text });
    const other = sitting.meeting.resolutions[1]!.id;
    sitting.refuses('chair', { type: 'vote.open', resolutionId: other, method: 'open' }, 'decision_running');
    sitting.refuses('chair', { type: 'consensus.call', resolutionId: other }, 'decision_running');
  });

  test('[V10] Turnout never tells choices: state and events are the same whatever was chosen', () => {
    const choice = fc.constantFrom(...CHOICES);
    fc.assert(
      fc.property(
        fc.array(choice, { minLength: 3, maxLength: 3 }),
        fc.constantFrom('open', 'secret'),
        (choices, method) => {
          const run = (what: readonly Choice[]) => {
            const sitting = voting(method);
            ['fire', 'water', 'owners'].forEach((person, index) => sitting.do(person, cast(sitting, what[index]!)));
            return JSON.stringify([sitting.meeting, sitting.log]);
          };
          expect(run(choices)).toBe(run(['for', 'for', 'for']));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the count', () => {
  const tally = (
    choices: Choice[],
    threshold: 'majority' | 'twoThirds' | 'threeQuarters' | 'unanimous',
    base: 'cast' | 'present' | 'all' = 'present',
    units = choices.length,
  ) => tallyOf(choices, { base, threshold }, { roll: choices.length, units });
  const ballots = (agree: number, against: number, abstain = 0): Choice[] => [
    ...Array<Choice>(agree).fill('for'),
    ...Array<Choice>(against).fill('against'),
    ...Array<Choice>(abstain).fill('abstain'),
  ];

  test('[T1] More than half: exactly half is not enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (n) => {
        expect(neededOf('majority', 2 * n)).toBe(n + 1);
        expect(neededOf('majority', 2 * n + 1)).toBe(n + 1);
      }),
    );
    expect(tally(ballots(6, 6), 'majority').adopted).toBe(false);
    expect(tally(ballots(7, 5), 'majority').adopted).toBe(true);
  });

  test('[T2] Exactly two thirds and exactly three quarters are enough; unanimity needs all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (total) => {
        const twoThirds = neededOf('twoThirds', total);
        expect(3 * twoThirds >= 2 * total && 3 * (twoThirds - 1) < 2 * total).toBe(true);
        const threeQuarters = neededOf('threeQuarters', total);
        expect(4 * threeQuarters >= 3 * total && 4 * (threeQuarters - 1) < 3 * total).toBe(true);
        expect(neededOf('unanimous', total)).toBe(total);
      }),
    );
    expect(tally(ballots(8, 4), 'twoThirds')).toMatchObject({ needed: 8, adopted: true });
    expect(tally(ballots(9, 3), 'threeQuarters')).toMatchObject({ needed: 9, adopted: true });
    expect(tally(ballots(11, 0, 1), 'unanimous').adopted).toBe(false);
  });

  test('[T3] Abstentions are out of the base of ballots cast, and in the others', () => {
    expect(tally(ballots(3, 2, 7), 'majority', 'cast')).toMatchObject({ of: 5, needed: 3, adopted: true });
    expect(tally(ballots(3, 2, 7), 'majority', 'present')).toMatchObject({ of: 12, needed: 7, adopted: false });
    expect(tally(ballots(7, 0), 'majority', 'all', 14)).toMatchObject({ of: 14, needed: 8, adopted: false });
  });

  test('[T4] The order of the ballots does not matter', () => {
    const choices = fc.array(fc.constantFrom(...CHOICES), { maxLength: 40 });
    fc.assert(
      fc.property(choices, (given) => {
        const sorted = [...given].sort();
        expect(tally(given, 'majority', 'cast')).toEqual(tally(sorted, 'majority', 'cast'));
        const { for: agree, against, abstain, silent } = tally(given, 'majority');
        expect(agree + against + abstain + silent).toBe(given.length);
      }),
    );
  });

  test('[T5] Nobody agreeing never adopts', () => {
    expect(tally(ballots(0, 0, 5), 'unanimous', 'cast')).toMatchObject({ of: 0, adopted: false });
    expect(tally([], 'majority', 'cast').adopted).toBe(false);
  });
});

describe('consensus', () => {
  const called = () => {
    const sitting = drafted();
    return sitting.do('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting), seconds: 30 });
  };
  const consensusId = (sitting: Sitting) => sitting.meeting.consensus!.id;

  test('[K1] Silence until the countdown ends is consent; nobody closes the call before', () => {
    const sitting = called();
    const end = { type: 'consensus.close', consensusId: consensusId(sitting) } as const;
    sitting.at(0, 29).refuses('chair', end, 'objection_time_running').refuses('system', end, 'objection_time_running');
    sitting.refuses('fire', end, 'not_presiding');
    sitting.at(0, 30).do('system', end);
    expect(sitting.meeting.consensus).toMatchObject({ status: 'consented' });
    expect(sitting.meeting.resolutions[0]!.state).toBe('adopted');
    sitting.refuses('chair', end, 'no_decision_running');
  });

  test('[K2] One objection with its reason ends the consensus; a unit objects once', () => {
    const sitting = called();
    const object = { type: 'consensus.object', consensusId: consensusId(sitting), reason: 'cost' } as const;
    sitting.refuses('expert', object, 'not_on_roll').refuses('fire2', object, 'not_checked_in');
    sitting.do('fire', object).refuses('fire', object, 'already_objected');
    sitting.do('chair', { type: 'consensus.close', consensusId: consensusId(sitting) });
    expect(sitting.meeting.consensus).toMatchObject({
      status: 'objected',
      objections: [{ unitId: 'fire', reason: 'cost' }],
    });
    expect(sitting.meeting.resolutions[0]!.state).toBe('drafted');
    const late = called();
    late.at(0, 30).refuses('fire', { ...object, consensusId: consensusId(late) }, 'objection_time_over');
  });

  test('[K3] What the charter reserves to ballots is not put to silence', () => {
    const sitting = drafted({ importantByBallot: true }, { important: true });
    sitting.refuses('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting) }, 'important_needs_ballot');
  });
});
