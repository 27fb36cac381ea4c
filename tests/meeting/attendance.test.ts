import { describe, expect, test } from 'vitest';
import { presentUnits, unitModes } from '#lib/meeting/attendance.ts';
import { quorumOf } from '#lib/meeting/quorum.ts';
import { closed, drafted, inSession, noticed, planned, resolutionId, voteId, voting } from './given.ts';

const remote = { type: 'attendance.checkIn', mode: 'remote' } as const;

describe('attendance', () => {
  test('[A1] Check-in opens before the planned start and ends with the meeting', () => {
    planned().refuses('fire', remote, 'not_noticed');
    noticed().at(-61).refuses('fire', remote, 'check_in_not_open');
    noticed().at(-60).do('fire', remote);
    closed().refuses('fire2', remote, 'meeting_over');
    inSession().refuses('fire', { type: 'attendance.checkIn', mode: 'onSite' }, 'already_checked_in');
    inSession().refuses('stranger', remote, 'no_such_person');
  });

  test('[A2] Who first checks in after the opening is late, and stays so', () => {
    const sitting = noticed().checkIn('chair', 'water').do('chair', { type: 'meeting.open' }).at(7).do('fire', remote);
    expect(sitting.meeting.attendance).toMatchObject({ fire: { late: true, mode: 'remote' }, water: { late: false } });
    sitting.at(8).do('fire', { type: 'attendance.leave' }).at(9).do('fire', remote);
    sitting.do('water', { type: 'attendance.leave' }).at(20).do('water', remote);
    expect(sitting.meeting.attendance).toMatchObject({ fire: { late: true }, water: { late: false, mode: 'remote' } });
  });

  test('[A3] For somebody else whoever takes the record checks in', () => {
    const other = { type: 'attendance.checkIn', mode: 'onSite', personId: 'fire' } as const;
    noticed()
      .do('recorder', other)
      .do('chair', { ...other, personId: 'water' });
    noticed().refuses('company', other, 'not_recording');
    inSession().refuses('company', { type: 'attendance.leave', personId: 'fire' }, 'not_recording');
    noticed().refuses('recorder', { ...other, personId: 'stranger' }, 'no_such_person');
  });

  test('[A4] Who left is no longer present, loses speech and place in the queue, and may come back', () => {
    const sitting = inSession()
      .do('chair', { type: 'floor.grant', personId: 'fire' })
      .do('water', { type: 'floor.request', kind: 'speak' })
      .do('fire', { type: 'attendance.leave' })
      .do('water', { type: 'attendance.leave' });
    expect(sitting.meeting.floor).toMatchObject({ speaker: null, queue: [] });
    expect(presentUnits(sitting.meeting)).toEqual(['office', 'owners', 'company']);
    expect(unitModes(sitting.meeting).get('fire')).toBe('left');
    sitting.refuses('fire', { type: 'attendance.leave' }, 'not_checked_in');
    expect(presentUnits(sitting.do('fire', remote).meeting)).toContain('fire');
  });

  test('[A5] A unit that is not present can be excused, by itself or by whoever takes the record', () => {
    const excuse = { type: 'attendance.excuse', unitId: 'fire', reason: 'duty' } as const;
    const sitting = noticed().do('fire2', excuse);
    expect(unitModes(sitting.meeting).get('fire')).toBe('excused');
    noticed().do('recorder', excuse);
    noticed().refuses('water', excuse, 'not_recording');
    inSession().refuses('recorder', excuse, 'already_checked_in');
    noticed().refuses('recorder', { ...excuse, unitId: 'moon' }, 'no_such_unit');
    expect(unitModes(sitting.do('fire', remote).meeting).get('fire')).toBe('remote');
  });

  test('[A6] A unit is present when one of its representatives is', () => {
    const sitting = noticed().checkIn('recorder', 'expert');
    expect(presentUnits(sitting.meeting)).toEqual([]);
    sitting.do('fire', remote).checkIn('fire2');
    expect(unitModes(sitting.meeting).get('fire')).toBe('onSite');
    sitting.do('fire2', { type: 'attendance.leave' });
    expect(unitModes(sitting.meeting).get('fire')).toBe('remote');
    expect(presentUnits(sitting.meeting)).toEqual(['fire']);
  });
});

describe('quorum', () => {
  const leave = { type: 'attendance.leave' } as const;

  test('[Q1] Quorum is counted over the units present; half is not more than half', () => {
    const sitting = noticed().checkIn('fire', 'fire2', 'water', 'expert');
    expect(quorumOf(sitting.meeting)).toEqual({ present: 2, needed: 3, units: 5, reached: false });
    expect(quorumOf(sitting.checkIn('owners').meeting).reached).toBe(true);
    expect(quorumOf(noticed({ quorum: 'twoThirds' }).checkIn('fire', 'water', 'owners').meeting)).toMatchObject({
      needed: 4,
      reached: false,
    });
  });

  test('[Q2] No vote and no call for objections opens without quorum', () => {
    const sitting = drafted().do('fire', leave).do('water', leave).do('owners', leave);
    const id = resolutionId(sitting);
    sitting.refuses('chair', { type: 'vote.open', resolutionId: id, method: 'open' }, 'no_quorum');
    sitting.refuses('chair', { type: 'consensus.call', resolutionId: id }, 'no_quorum');
  });

  test('[Q3] A vote or call for objections that closes without quorum is void and the resolution a draft again', () => {
    const vote = voting();
    vote.do('company', { type: 'ballot.cast', voteId: voteId(vote), choice: 'for' });
    vote.do('fire', leave).do('water', leave).do('owners', leave);
    vote.do('chair', { type: 'vote.close', voteId: voteId(vote) }, { ballots: vote.ballots() });
    expect(vote.meeting.votes[0]).toMatchObject({ status: 'void' });
    expect(vote.meeting.resolutions[0]).toMatchObject({ state: 'drafted', decidedAt: null });
    expect(vote.meeting.actions).toEqual([]);
    const call = drafted();
    call.do('chair', { type: 'consensus.call', resolutionId: resolutionId(call) });
    call.do('fire', leave).do('water', leave).do('owners', leave).at(5);
    call.do('system', { type: 'consensus.close', consensusId: call.meeting.consensus!.id });
    expect(call.meeting.consensus).toMatchObject({ status: 'void' });
    expect(call.meeting.resolutions[0]!.state).toBe('drafted');
  });
});
