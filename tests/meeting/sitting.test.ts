import { describe, expect, test } from 'vitest';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import { mayRead } from '#lib/meeting/meeting.ts';
import { currentItem, usedMs } from '#lib/meeting/agenda.ts';
import {
  at,
  closed,
  drafted,
  final,
  inSession,
  noticed,
  plan,
  planned,
  resolutionId,
  Sitting,
  voting,
} from './given.ts';

describe('the sitting', () => {
  test('[M1] A meeting is planned once, by its convener, chair or secretary', () => {
    const { meeting } = planned();
    expect(meeting).toMatchObject({ stage: 'planned', seq: 1, chair: { personId: 'chair' } });
    expect(meeting.charter).toEqual(qiandeng2020q1);
    planned().refuses('convener', { type: 'meeting.plan', ...plan() }, 'already_planned');
    new Sitting().refuses('fire', { type: 'meeting.plan', ...plan() }, 'not_convening');
    new Sitting().refuses('nobody', { type: 'meeting.plan', ...plan() }, 'not_convening');
  });

  test('[M2] A meeting opens only after notice, and enters its first item', () => {
    planned().refuses('chair', { type: 'meeting.open' }, 'not_noticed');
    noticed().refuses('fire', { type: 'meeting.open' }, 'not_presiding');
    noticed().expects(
      'convener',
      { type: 'meeting.open' },
      { type: 'meeting.opened' },
      { type: 'agenda.entered', itemId: 'a' },
    );
    const { meeting } = inSession();
    expect(meeting.stage).toBe('inSession');
    expect(currentItem(meeting)?.id).toBe('a');
    inSession().refuses('chair', { type: 'meeting.open' }, 'already_open');
    closed().refuses('chair', { type: 'meeting.open' }, 'meeting_over');
  });

  test('[M3] Suspending stops the clock and ends the speech; resuming starts the clock again', () => {
    const sitting = inSession()
      .do('chair', { type: 'floor.grant', personId: 'fire' })
      .at(10)
      .do('chair', { type: 'meeting.suspend', reason: 'tea' });
    const item = () => currentItem(sitting.meeting)!;
    expect(sitting.meeting.floor.speaker).toBeNull();
    expect(usedMs(sitting.meeting, item(), Date.parse(at(25)))).toBe(10 * 60_000);
    sitting.refuses('chair', { type: 'agenda.advance' }, 'not_in_session');
    sitting.refuses('fire', { type: 'meeting.resume' }, 'not_presiding');
    sitting.at(30).do('chair', { type: 'meeting.resume' });
    expect(usedMs(sitting.meeting, item(), Date.parse(at(32)))).toBe(12 * 60_000);
    sitting.refuses('chair', { type: 'meeting.resume' }, 'not_suspended');
    expect(sitting.meeting.suspensions).toEqual([{ from: at(10), to: at(30), reason: 'tea' }]);
  });

  test('[M4] Closing ends item and speech; nothing can be discussed or decided afterwards', () => {
    const sitting = inSession().do('chair', { type: 'floor.grant', personId: 'fire' }).at(60);
    sitting.do('chair', { type: 'meeting.close' });
    expect(sitting.meeting).toMatchObject({ stage: 'closed', closedAt: at(60) });
    expect(sitting.meeting.floor.speaker).toBeNull();
    expect(currentItem(sitting.meeting)).toBeUndefined();
    sitting.refuses('chair', { type: 'agenda.advance' }, 'meeting_over');
    sitting.refuses('fire', { type: 'floor.request', kind: 'speak' }, 'meeting_over');
    inSession().refuses('recorder', { type: 'meeting.close' }, 'not_presiding');
  });

  test('[M5] A meeting can be cancelled with a reason until it opens', () => {
    const sitting = noticed().do('convener', { type: 'meeting.cancel', reason: 'storm' });
    expect(sitting.meeting).toMatchObject({ stage: 'cancelled', cancelReason: 'storm' });
    sitting.refuses('chair', { type: 'meeting.open' }, 'meeting_cancelled');
    inSession().refuses('convener', { type: 'meeting.cancel', reason: 'storm' }, 'already_open');
    noticed().refuses('fire', { type: 'meeting.cancel', reason: 'storm' }, 'not_convening');
  });

  test('[M6] Only final minutes can be archived; missing signatures are recorded', () => {
    closed().refuses('recorder', { type: 'meeting.archive' }, 'minutes_not_final');
    inSession().refuses('recorder', { type: 'meeting.archive' }, 'not_closed');
    final().refuses('fire', { type: 'meeting.archive' }, 'not_recording');
    const sitting = final();
    const { hash } = sitting.meeting.versions[0]!;
    sitting.do('fire', { type: 'minutes.sign', version: 1, hash, method: 'click' });
    sitting.expects(
      'recorder',
      { type: 'meeting.archive' },
      {
        type: 'meeting.archived',
        unsigned: ['office', 'water', 'owners', 'company'],
      },
    );
    sitting.do('recorder', { type: 'meeting.archive' });
    sitting.refuses('recorder', { type: 'meeting.archive' }, 'already_archived');
    sitting.refuses('water', { type: 'minutes.sign', version: 1, hash, method: 'click' }, 'already_archived');
  });

  test('[M7] While a vote or a call for objections runs, the meeting can be neither suspended nor closed', () => {
    voting().refuses('chair', { type: 'meeting.suspend', reason: 'tea' }, 'decision_running');
    voting().refuses('chair', { type: 'meeting.close' }, 'decision_running');
    const sitting = drafted();
    sitting.do('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting) });
    sitting.refuses('chair', { type: 'meeting.close' }, 'decision_running');
  });
});

describe('notice and replies', () => {
  test('[N1] Notice is given once, by whoever convenes', () => {
    planned().refuses('fire', { type: 'notice.send' }, 'not_convening');
    noticed().refuses('convener', { type: 'notice.send' }, 'already_noticed');
    inSession().refuses('convener', { type: 'notice.send' }, 'already_open');
  });

  test('[N2] A unit answers through a representative and may change its answer until the opening', () => {
    const sitting = noticed()
      .do('fire', { type: 'reply.give', answer: 'attend' })
      .do('fire2', { type: 'reply.give', answer: 'excused' });
    expect(sitting.meeting.replies).toMatchObject({ fire: { answer: 'excused', personId: 'fire2' } });
    sitting.refuses('observer', { type: 'reply.give', answer: 'attend' }, 'not_on_roll');
    inSession().refuses('fire', { type: 'reply.give', answer: 'attend' }, 'already_open');
    planned().refuses('fire', { type: 'reply.give', answer: 'attend' }, 'not_noticed');
  });

  test('[N3] The next meeting can be set from the opening until the minutes are final', () => {
    const next = { type: 'nextMeeting.set', startsAt: at(100_000), place: 'Hall', topics: '' } as const;
    expect(inSession().do('chair', next).meeting.next).toMatchObject({ place: 'Hall' });
    expect(closed().do('convener', next).meeting.next).toMatchObject({ startsAt: at(100_000) });
    noticed().refuses('chair', next, 'not_in_session');
    final().refuses('chair', next, 'not_in_session');
    inSession().refuses('fire', next, 'not_convening');
  });
});

describe('seats', () => {
  const guest = { personId: 'guest', name: 'Guest', unitId: null, roles: ['expert'] as const };

  test('[S1] Whoever convenes may seat a person; a person has one seat at a time', () => {
    const sitting = inSession().do('chair', { type: 'seat.add', ...guest });
    expect(mayRead(sitting.meeting, 'guest')).toBe(true);
    sitting.refuses('chair', { type: 'seat.add', ...guest }, 'already_seated');
    sitting.refuses('fire', { type: 'seat.add', ...guest, personId: 'other' }, 'not_convening');
    sitting.refuses('chair', { type: 'seat.add', ...guest, personId: 'other', unitId: 'moon' }, 'no_such_unit');
    sitting
      .do('chair', { type: 'seat.withdraw', personId: 'guest', reason: 'left' })
      .do('chair', { type: 'seat.add', ...guest });
  });

  test('[S2] A withdrawn seat ends attendance, speech and place in the queue at once', () => {
    const sitting = inSession()
      .do('fire', { type: 'floor.request', kind: 'speak' })
      .do('chair', { type: 'floor.grant', personId: 'water' })
      .do('chair', { type: 'seat.withdraw', personId: 'fire', reason: 'replaced' })
      .do('chair', { type: 'seat.withdraw', personId: 'water', reason: 'replaced' });
    expect(sitting.meeting.floor).toMatchObject({ speaker: null, queue: [] });
    expect(sitting.meeting.attendance['fire']?.leftAt).not.toBeNull();
    sitting.refuses('fire', { type: 'attendance.checkIn', mode: 'remote' }, 'no_such_person');
    sitting.refuses('chair', { type: 'seat.withdraw', personId: 'chair', reason: 'x' }, 'cannot_withdraw_chair');
    sitting.refuses('chair', { type: 'seat.withdraw', personId: 'fire', reason: 'x' }, 'no_such_person');
  });

  test('[S3] Without a seat nobody reads the meeting', () => {
    const sitting = inSession();
    expect(mayRead(sitting.meeting, 'observer')).toBe(true);
    expect(mayRead(sitting.meeting, 'stranger')).toBe(false);
    sitting.do('chair', { type: 'seat.withdraw', personId: 'observer', reason: 'x' });
    expect(mayRead(sitting.meeting, 'observer')).toBe(false);
  });
});
