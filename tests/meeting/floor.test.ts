import { describe, expect, test } from 'vitest';
import { recordsOf } from '#lib/document/records.ts';
import { presidedAt } from '#lib/meeting/chair.ts';
import { floorQueue, timesSpoken } from '#lib/meeting/floor.ts';
import { closed, inSession, noticed, voting } from './given.ts';

const ask = { type: 'floor.request', kind: 'speak' } as const;
const order = { type: 'floor.request', kind: 'order' } as const;

describe('the chair', () => {
  test('[C1] Who presides may hand over to a chair, vice-chair or convener who is present', () => {
    const sitting = inSession().do('chair', { type: 'chair.handOver', personId: 'vice' });
    expect(sitting.meeting.chair).toMatchObject({ personId: 'vice', absentSince: null });
    sitting.refuses('chair', { type: 'agenda.advance' }, 'not_presiding').do('vice', { type: 'agenda.advance' });
    sitting.refuses('vice', { type: 'chair.handOver', personId: 'fire' }, 'may_not_preside');
    sitting.refuses('vice', { type: 'chair.handOver', personId: 'convener' }, 'not_checked_in');
    sitting.refuses('vice', { type: 'chair.handOver', personId: 'vice' }, 'already_presiding');
    sitting.refuses('vice', { type: 'chair.handOver', personId: 'stranger' }, 'no_such_person');
    sitting.do('vice', { type: 'chair.handOver', personId: 'chair' });
  });

  test('[C2] Only a chair out of reach can be replaced, also while suspended: by a chair or vice-chair, else by the convener', () => {
    inSession().refuses('vice', { type: 'chair.assume' }, 'chair_is_here');
    const sitting = inSession().checkIn('convener').do('system', { type: 'chair.markAbsent' });
    sitting.refuses('convener', { type: 'chair.assume' }, 'may_not_preside');
    sitting.refuses('fire', { type: 'chair.assume' }, 'may_not_preside');
    expect(sitting.do('vice', { type: 'chair.assume' }).meeting.chair.personId).toBe('vice');
    const alone = noticed().checkIn('convener', 'fire').do('convener', { type: 'meeting.open' });
    alone.do('system', { type: 'chair.markAbsent' }).refuses('vice', { type: 'chair.assume' }, 'not_checked_in');
    expect(alone.do('convener', { type: 'chair.assume' }).meeting.chair.personId).toBe('convener');
    const paused = inSession()
      .do('chair', { type: 'chair.handOver', personId: 'vice' })
      .do('vice', { type: 'meeting.suspend', reason: 'lunch' })
      .do('system', { type: 'chair.markAbsent' })
      .do('chair', { type: 'chair.assume' });
    expect(paused.do('chair', { type: 'meeting.resume' }).meeting.stage).toBe('inSession');
  });

  test('[C3] Only the server says that the chair is out of reach or back', () => {
    inSession().refuses('vice', { type: 'chair.markAbsent' }, 'system_only');
    const sitting = inSession().do('system', { type: 'chair.markAbsent' });
    sitting.refuses('system', { type: 'chair.markAbsent' }, 'chair_is_here');
    sitting.refuses('chair', { type: 'chair.markReturned' }, 'system_only');
    expect(sitting.do('system', { type: 'chair.markReturned' }).meeting.chair.absentSince).toBeNull();
    sitting.refuses('system', { type: 'chair.markReturned' }, 'chair_is_here');
  });

  test('[C5] Under a presidium a vice-chair opens, and takes the chair while it is there unless a decision runs', () => {
    const charter = { presidium: ['chair', 'viceChair'] } as const;
    noticed().checkIn('vice').refuses('vice', { type: 'meeting.open' }, 'not_presiding');
    const sitting = noticed(charter).checkIn('chair', 'fire', 'water').do('vice', { type: 'meeting.open' });
    sitting.refuses('vice', { type: 'chair.assume' }, 'not_checked_in');
    expect(sitting.checkIn('vice').do('vice', { type: 'chair.assume' }).meeting.chair.personId).toBe('vice');
    sitting.refuses('fire', { type: 'chair.assume' }, 'chair_is_here');
    expect(sitting.do('chair', { type: 'chair.assume' }).meeting.chair.personId).toBe('chair');
    voting('open', charter).refuses('vice', { type: 'chair.assume' }, 'decision_running');
    sitting.do('system', { type: 'chair.markAbsent' }).do('vice', { type: 'chair.assume' });
  });

  test('[C4] Every change of the chair is kept with its time, so that the minutes tell who presided when', () => {
    const { meeting } = inSession()
      .do('chair', { type: 'chair.handOver', personId: 'vice' })
      .do('vice', { type: 'chair.handOver', personId: 'chair' });
    expect(meeting.chair.changes).toMatchObject([
      { from: 'chair', to: 'vice' },
      { from: 'vice', to: 'chair' },
    ]);
    const changes = [
      { from: 'chair', to: 'vice', at: '2026-03-05T06:30:00.000Z' },
      { from: 'vice', to: 'convener', at: '2026-03-05T07:00:00.000Z' },
    ];
    const presided = (time: string) =>
      presidedAt({ personId: 'convener', absentSince: null, changes }, `2026-03-05T${time}:00.000Z`);
    expect(['06:00', '06:30', '07:30'].map(presided)).toEqual(['chair', 'vice', 'convener']);
    const told = recordsOf(meeting).filter(({ kind }) => kind === 'chair');
    expect(told.map(({ body }) => body.slice(5))).toEqual(['起由Vice主持。', '起由Chair主持。']);
  });
});

describe('the floor', () => {
  test('[F1] Points of order come first, then units that have not spoken, then by the time of asking', () => {
    const sitting = inSession()
      .do('chair', { type: 'floor.grant', personId: 'fire' })
      .do('fire', { type: 'floor.end' });
    sitting.do('fire', ask).do('water', ask).do('owners', order).do('expert', ask);
    expect(floorQueue(sitting.meeting).map(({ personId }) => personId)).toEqual(['owners', 'water', 'expert', 'fire']);
  });

  test('[F2] Only who is present and more than an observer may ask; each asks once', () => {
    const sitting = inSession().refuses('observer', ask, 'observer_may_not').refuses('fire2', ask, 'not_checked_in');
    sitting.do('fire', ask).refuses('fire', ask, 'already_queued');
    sitting.do('fire', order);
    expect(sitting.meeting.floor.queue).toMatchObject([{ personId: 'fire', kind: 'order' }]);
    sitting.do('fire', { type: 'floor.withdraw' }).refuses('fire', { type: 'floor.withdraw' }, 'not_queued');
    closed().refuses('fire', ask, 'meeting_over');
  });

  test('[F3] Who presides grants the floor to anybody present; granting ends the speech before', () => {
    const sitting = inSession().do('water', ask).do('fire', ask).do('chair', { type: 'floor.grant', personId: 'fire' });
    expect(sitting.meeting.floor).toMatchObject({
      speaker: { personId: 'fire', limitSeconds: 180, reply: false },
      queue: [{ personId: 'water' }],
    });
    sitting
      .refuses('fire', ask, 'already_speaking')
      .refuses('chair', { type: 'floor.grant', personId: 'fire' }, 'already_speaking');
    sitting.expects(
      'chair',
      { type: 'floor.grant', personId: 'owners', seconds: 60 },
      { type: 'floor.ended', personId: 'fire' },
      { type: 'floor.granted', personId: 'owners', seconds: 60 },
    );
    sitting.refuses('recorder', { type: 'floor.grant', personId: 'owners' }, 'not_presiding');
    sitting.refuses('chair', { type: 'floor.grant', personId: 'fire2' }, 'not_checked_in');
    sitting.refuses('chair', { type: 'floor.grant', personId: 'observer' }, 'observer_may_not');
  });

  test('[F6] A speech has the charter’s time and a reply its shorter one, unless who presides gives another', () => {
    const granted = (more: object, minutes = 0) =>
      inSession({ speechSeconds: 240, replySeconds: 45 })
        .at(minutes)
        .do('chair', { type: 'floor.grant', personId: 'fire', ...more }).meeting.floor.speaker;
    expect(granted({})).toMatchObject({ limitSeconds: 240, reply: false });
    expect(granted({ reply: true })).toMatchObject({ limitSeconds: 45, reply: true });
    expect(granted({ seconds: 20 })).toMatchObject({ limitSeconds: 20, reply: false });
    expect(granted({ reply: true, seconds: 90 })).toMatchObject({ limitSeconds: 90, reply: true });
    const sitting = inSession().do('chair', { type: 'floor.grant', personId: 'fire', seconds: 10 });
    expect(sitting.at(30).meeting.floor.speaker?.personId).toBe('fire');
    sitting.do('fire', { type: 'floor.end' });
  });

  test('[F4] A speech ends by its speaker or by who presides, and when the agenda moves', () => {
    const speaking = () => inSession().do('chair', { type: 'floor.grant', personId: 'fire' });
    speaking().refuses('water', { type: 'floor.end' }, 'not_your_speech');
    expect(speaking().do('fire', { type: 'floor.end' }).meeting.floor.speaker).toBeNull();
    expect(speaking().do('chair', { type: 'floor.end' }).meeting.floor.speaker).toBeNull();
    expect(speaking().do('chair', { type: 'agenda.advance' }).meeting.floor.speaker).toBeNull();
    inSession().refuses('chair', { type: 'floor.end' }, 'nobody_speaking');
  });

  test('[F5] Replies and points of order do not count as having spoken', () => {
    const sitting = inSession().do('chair', { type: 'floor.grant', personId: 'fire', reply: true });
    expect(sitting.meeting.floor.speaker).toMatchObject({ limitSeconds: 60, reply: true });
    sitting.do('water', order).do('chair', { type: 'floor.grant', personId: 'water' });
    sitting.do('chair', { type: 'floor.grant', personId: 'owners' });
    expect(['fire', 'water', 'owners'].map((id) => timesSpoken(sitting.meeting, id))).toEqual([0, 0, 1]);
  });
});
