import { describe, expect, test } from 'vitest';
import { resolutionGaps } from '#lib/meeting/resolution.ts';
import { closed, drafted, inSession, resolutionId, text, voteId, voting } from './given.ts';

describe('problems', () => {
  const record = { type: 'problem.record', text: 'Hydrant leaks', unitIds: ['fire'] } as const;

  test('[P1] Recorders, representatives and experts present may record a problem; observers may not', () => {
    const sitting = inSession().do('recorder', record).do('fire', record).do('expert', record);
    expect(sitting.meeting.problems).toMatchObject([
      { recordedBy: 'recorder', itemId: 'a', settled: false },
      { recordedBy: 'fire' },
      { recordedBy: 'expert' },
    ]);
    sitting.refuses('observer', record, 'observer_may_not').refuses('fire2', record, 'not_checked_in');
    sitting.refuses('fire', { ...record, unitIds: ['moon'] }, 'no_such_unit');
    closed().refuses('recorder', record, 'meeting_over');
  });

  test('[P2] A problem is refined by who recorded it or by whoever takes the record', () => {
    const sitting = inSession().do('fire', record);
    const problemId = sitting.meeting.problems[0]!.id;
    sitting.do('fire', { type: 'problem.refine', problemId, text: 'Eleven hydrants leak' });
    sitting.do('recorder', { type: 'problem.refine', problemId, settled: true });
    expect(sitting.meeting.problems[0]).toMatchObject({
      text: 'Eleven hydrants leak',
      unitIds: ['fire'],
      settled: true,
    });
    sitting.refuses('water', { type: 'problem.refine', problemId, settled: false }, 'not_recording');
    sitting.refuses('recorder', { type: 'problem.refine', problemId: 'p0' }, 'no_such_problem');
  });
});

describe('resolutions', () => {
  test('[R1] Whoever takes the record drafts, amends and withdraws; numbers run without gaps', () => {
    const sitting = drafted().do('chair', { type: 'resolution.draft', ...text });
    expect(sitting.meeting.resolutions.map(({ number }) => number)).toEqual(['2026-4-01', '2026-4-02']);
    const id = resolutionId(sitting);
    sitting.do('recorder', { type: 'resolution.amend', ...text, resolutionId: id, person: '', deadline: null });
    expect(resolutionGaps(sitting.meeting.resolutions[0]!)).toEqual(['person', 'deadline']);
    sitting.refuses('fire', { type: 'resolution.draft', ...text }, 'not_recording');
    sitting.refuses('recorder', { type: 'resolution.draft', ...text, responsible: ['moon'] }, 'no_such_unit');
    sitting.refuses('recorder', { type: 'resolution.draft', ...text, itemId: 'zzz' }, 'no_such_item');
    sitting.refuses('recorder', { type: 'resolution.draft', ...text, problemId: 'zzz' }, 'no_such_problem');
    sitting.do('recorder', { type: 'resolution.withdraw', resolutionId: id, reason: 'twice' });
    sitting.do('recorder', { type: 'resolution.draft', ...text });
    expect(sitting.meeting.resolutions.at(-1)!.number).toBe('2026-4-03');
  });

  test('[R2] A resolution that is put to the room or settled cannot be changed', () => {
    const sitting = voting();
    const amend = { type: 'resolution.amend', ...text, resolutionId: resolutionId(sitting) } as const;
    sitting.refuses('recorder', amend, 'resolution_proposed');
    sitting.do('chair', { type: 'vote.close', voteId: voteId(sitting) }, { ballots: [] });
    sitting.refuses('recorder', amend, 'resolution_settled');
    const { resolutionId: id } = amend;
    sitting.refuses('recorder', { type: 'resolution.withdraw', resolutionId: id, reason: 'x' }, 'resolution_settled');
    sitting.refuses('chair', { type: 'vote.open', resolutionId: id, method: 'open' }, 'resolution_settled');
    sitting.refuses('chair', { type: 'vote.open', resolutionId: 'r0', method: 'open' }, 'no_such_resolution');
  });

  test('[R3] An adopted resolution gives every responsible unit a duty', () => {
    const sitting = drafted({}, { responsible: ['company', 'fire'] });
    sitting.do('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting) }).at(1);
    sitting.do('system', { type: 'consensus.close', consensusId: sitting.meeting.consensus!.id });
    expect(sitting.meeting.actions).toMatchObject([
      { unitId: 'company', deadline: '2026-12-31', person: 'Wu', title: 'Repair' },
      { unitId: 'fire', resolutionId: resolutionId(sitting) },
    ]);
  });

  test('[R4] Only adopted resolutions are read out, once, by who presides', () => {
    const sitting = drafted();
    const readOut = { type: 'resolution.readOut', resolutionId: resolutionId(sitting) } as const;
    sitting.refuses('chair', readOut, 'resolution_not_adopted');
    sitting.do('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting) }).at(1);
    sitting.do('system', { type: 'consensus.close', consensusId: sitting.meeting.consensus!.id });
    sitting.refuses('recorder', readOut, 'not_presiding').do('chair', readOut);
    sitting.refuses('chair', readOut, 'already_read_out');
  });

  test('[R5] A deferred resolution can be amended and put to the room again', () => {
    const sitting = drafted();
    const id = resolutionId(sitting);
    sitting.refuses('recorder', { type: 'resolution.defer', resolutionId: id, reason: 'papers' }, 'not_presiding');
    sitting.do('chair', { type: 'resolution.defer', resolutionId: id, reason: 'papers' });
    expect(sitting.meeting.resolutions[0]).toMatchObject({ state: 'deferred', reason: 'papers' });
    sitting.do('recorder', { type: 'resolution.amend', ...text, resolutionId: id });
    expect(sitting.meeting.resolutions[0]!.state).toBe('drafted');
    sitting.do('chair', { type: 'vote.open', resolutionId: id, method: 'open' });
  });
});

describe('duties', () => {
  test('[D1] Whoever takes the record assigns a duty to a member unit', () => {
    const assign = { type: 'action.assign', title: 'Report', unitId: 'water', person: '', deadline: null } as const;
    expect(inSession().do('recorder', assign).meeting.actions).toMatchObject([{ unitId: 'water', itemId: 'a' }]);
    inSession().refuses('fire', assign, 'not_recording');
    inSession().refuses('recorder', { ...assign, unitId: 'moon' }, 'no_such_unit');
    inSession().refuses('recorder', { ...assign, resolutionId: 'r0' }, 'no_such_resolution');
  });
});
