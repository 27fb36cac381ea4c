import { describe, expect, test } from 'vitest';
import { at, inSession, planned, type Sitting } from './given.ts';

const charter = {
  agreement: { between: ['company', 'ownersCommittee'], lead: { amount: 7, unit: 'day' } },
} as const;
const terms = { topics: ['Parking', 'B1'], startsAt: at(60), place: 'Office' };
const proposed = (): Sitting => planned(charter).do('company', { type: 'agreement.propose', ...terms });
const first = (sitting: Sitting) => sitting.meeting.agreement.proposals[0]!.id;

describe('two parties', () => {
  test('[Y1] those who speak for one of the two parties propose topics, time and place', () => {
    const sitting = proposed();
    expect(sitting.meeting.agreement.proposals).toMatchObject([{ part: 'company', ...terms, counters: null }]);
    sitting.refuses('fire', { type: 'agreement.propose', ...terms }, 'not_a_party');
    sitting.refuses('convener', { type: 'agreement.propose', ...terms }, 'not_a_party');
    planned().refuses('company', { type: 'agreement.propose', ...terms }, 'no_agreement_needed');
    inSession(charter).refuses('company', { type: 'agreement.propose', ...terms }, 'already_open');
  });

  test('[Y2] each party stands behind the proposal it made or consented to last', () => {
    const sitting = proposed();
    const counter = { type: 'agreement.counter', ...terms, startsAt: at(120), proposalId: first(sitting) } as const;
    sitting.do('owners', counter);
    const [, second] = sitting.meeting.agreement.proposals;
    expect(second).toMatchObject({ part: 'ownersCommittee', counters: first(sitting), startsAt: at(120) });
    expect(sitting.meeting.agreement.behind).toMatchObject({
      company: { proposalId: first(sitting) },
      ownersCommittee: { proposalId: second!.id },
    });
    expect(sitting.meeting.agreement.agreed).toBe(null);
    sitting.refuses('company', { type: 'agreement.consent', proposalId: first(sitting) }, 'already_consented');
    sitting.refuses('company', { type: 'agreement.consent', proposalId: 'g0' }, 'no_such_proposal');
    sitting.refuses('company', { ...counter, proposalId: 'g0' }, 'no_such_proposal');
    sitting.do('company', { type: 'agreement.consent', proposalId: second!.id });
    expect(sitting.meeting.agreement.agreed).toMatchObject({ proposalId: second!.id });
    expect(sitting.meeting.startsAt).toBe(at(120));
  });

  test('[Y3] agreed terms are the meeting’s, and topics the agenda lacks are added', () => {
    const sitting = proposed().at(5);
    const consent = { type: 'agreement.consent', proposalId: first(sitting) } as const;
    sitting.expects(
      'owners',
      consent,
      { type: 'agreement.consented', part: 'ownersCommittee' },
      { type: 'agreement.reached' },
      { type: 'meeting.revised', startsAt: at(60), place: 'Office' },
      { type: 'agenda.laid' },
    );
    sitting.do('owners', consent);
    expect(sitting.meeting).toMatchObject({ startsAt: at(60), place: 'Office' });
    expect(sitting.meeting.agenda.map(({ title, parentId }) => [title, parentId])).toEqual([
      ['A', null],
      ['B', null],
      ['B1', 'b'],
      ['B2', 'b'],
      ['Parking', 'b'],
      ['C', null],
    ]);
    expect(sitting.meeting.agreement.agreed).toEqual({ proposalId: first(sitting), at: at(5) });
  });

  test('[Y3] where the deciding comes first, agreed topics stand before it as items of their own', () => {
    const item = { parentId: null, presenter: '', unitIds: [], plannedMinutes: 5 } as const;
    const items = [
      { ...item, id: 'x', kind: 'report', title: 'X' },
      { ...item, id: 'y', kind: 'decision', title: 'Y' },
      { ...item, id: 'z', kind: 'discussion', title: 'Z' },
    ] as const;
    const sitting = planned(charter).do('convener', { type: 'agenda.lay', items });
    sitting.do('company', { type: 'agreement.propose', ...terms });
    sitting.do('owners', { type: 'agreement.consent', proposalId: first(sitting) });
    expect(sitting.meeting.agenda.map(({ title }) => title)).toEqual(['X', 'Parking', 'B1', 'Y', 'Z']);
  });

  test('[Y4] notice without agreement is not refused', () => {
    expect(proposed().do('convener', { type: 'notice.send' }).meeting.stage).toBe('noticed');
  });
});
