import { describe, expect, test } from 'vitest';
import { evolve, initialMeeting } from '#lib/meeting/meeting.ts';
import { hasRead, untold } from '#lib/meeting/notice.ts';
import { at, inSession, noticed, planned, START } from './given.ts';

const asked = { requirements: 'Bring the figures', replyBy: at(-60), contact: 'Li' };
const dana = { type: 'reply.give', answer: 'deputy', deputy: { name: 'Dana' } } as const;

describe('the notice', () => {
  test('[N4] The log holds what the notice told', () => {
    const sitting = planned();
    sitting.expects(
      'convener',
      { type: 'notice.send', ...asked },
      {
        type: 'notice.sent',
        title: 'Sitting',
        startsAt: START,
        place: 'Hall',
        topics: ['A', 'B', '– B1', '– B2', 'C'],
        ...asked,
      },
    );
    const { told } = sitting.do('convener', { type: 'notice.send', ...asked }).meeting.notice!;
    expect(told.participants).toEqual([
      { unit: 'office', people: ['Chair', 'Recorder'] },
      { unit: 'fire', people: ['Fire', 'Fire two'] },
      { unit: 'water', people: ['Water'] },
      { unit: 'owners', people: ['Owners'] },
      { unit: 'company', people: ['Company'] },
      { unit: '', people: ['Convener', 'Vice', 'Expert', 'Observer'] },
    ]);
  });

  test('[N4] a log of an earlier release, which says only that notice was given, still tells it', () => {
    const [first] = planned().log;
    const sent = { type: 'notice.sent', seq: 2, at: START, actor: 'convener' } as never;
    const meeting = [first!, sent].reduce(evolve, initialMeeting('m1'));
    expect(meeting.notice).toMatchObject({ told: { title: 'Sitting' }, asked: { replyBy: null, requirements: '' } });
  });

  test('[N5] A change notice names each thing before and after; nothing is told when nothing has changed', () => {
    const sitting = noticed();
    sitting.refuses('convener', { type: 'notice.amend', note: '' }, 'nothing_to_tell');
    sitting.refuses('fire', { type: 'notice.amend', note: 'x' }, 'not_convening');
    sitting.do('convener', { type: 'seat.withdraw', personId: 'fire2', reason: 'moved' });
    expect(untold(sitting.meeting)).toMatchObject([{ field: 'participants' }]);
    const later = { type: 'notice.amend', note: 'One fewer', replyBy: at(-30) } as const;
    sitting.at(-120).do('convener', later);
    expect(sitting.log.at(-1)).toMatchObject({
      type: 'notice.amended',
      note: 'One fewer',
      changes: [
        { field: 'participants', before: expect.arrayContaining([{ unit: 'fire', people: ['Fire', 'Fire two'] }]) },
        { field: 'replyBy', before: null, after: at(-30) },
      ],
    });
    expect(untold(sitting.meeting)).toEqual([]);
    expect(sitting.meeting.notice).toMatchObject({ asked: { replyBy: at(-30) }, amendments: [{ note: 'One fewer' }] });
    sitting.refuses('convener', { ...later, note: '' }, 'nothing_to_tell');
    planned().refuses('convener', { type: 'notice.amend', note: 'x' }, 'not_noticed');
    inSession().refuses('convener', { type: 'notice.amend', note: 'x' }, 'already_open');
  });

  test('[N5] the log may give fields back in another order: that is no change', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, one]) => [key, turned(one)]),
      );
    };
    const log = noticed().log.map((event) => turned(event) as typeof event);
    expect(untold(log.reduce(evolve, initialMeeting('m1')))).toEqual([]);
  });

  test('[N6] Everybody with a seat confirms the notice once, and once more after a change notice', () => {
    const sitting = noticed().at(-300).do('fire', { type: 'notice.read' });
    expect(hasRead(sitting.meeting, 'fire')).toBe(true);
    expect(hasRead(sitting.meeting, 'water')).toBe(false);
    sitting.refuses('fire', { type: 'notice.read' }, 'already_read');
    sitting.refuses('stranger', { type: 'notice.read' }, 'not_member');
    sitting.at(-200).do('convener', { type: 'notice.amend', note: 'Bring umbrellas' });
    expect(hasRead(sitting.meeting, 'fire')).toBe(false);
    sitting.at(-100).do('fire', { type: 'notice.read' });
    expect(sitting.meeting.notice!.reads).toEqual({ fire: at(-100) });
    planned().refuses('fire', { type: 'notice.read' }, 'not_noticed');
    inSession().refuses('fire', { type: 'notice.read' }, 'already_open');
  });
});

describe('replies', () => {
  test('[N7] A unit may send a deputy, by name, who sits for nobody else and in no other office', () => {
    const sitting = noticed();
    sitting.refuses('fire', { type: 'reply.give', answer: 'deputy' }, 'deputy_needed');
    for (const personId of ['water', 'recorder', 'expert'])
      sitting.refuses('fire', { ...dana, deputy: { name: 'x', personId } }, 'deputy_has_seat');
    sitting.do('fire', { ...dana, reason: 'Training' });
    expect(sitting.meeting.replies.fire).toMatchObject({
      answer: 'deputy',
      deputy: { name: 'Dana', personId: null, isSeated: false },
      reason: 'Training',
      entered: false,
    });
    sitting.do('fire', { ...dana, deputy: { name: 'Fire two', personId: 'fire2' } });
    expect(sitting.meeting.replies.fire!.deputy).toMatchObject({ personId: 'fire2', isSeated: false });
  });

  test('[N8] The server seats the deputy for the unit; the seat goes when the answer no longer names them', () => {
    const seat = { type: 'reply.seatDeputy', unitId: 'fire', personId: 'dana' } as const;
    noticed().refuses('system', seat, 'no_such_person');
    const sitting = noticed().do('fire', dana);
    sitting.refuses('fire', seat, 'system_only');
    sitting.do('system', seat);
    expect(sitting.meeting.seats.dana).toMatchObject({ name: 'Dana', unitId: 'fire', roles: ['representative'] });
    expect(sitting.meeting.replies.fire!.deputy).toMatchObject({ personId: 'dana', isSeated: true });
    sitting.refuses('system', seat, 'already_seated');
    expect(untold(sitting.meeting)).toEqual([]);
    sitting.do('fire', { ...dana, deputy: { name: 'Dana', personId: 'dana' }, reason: 'again' });
    expect(sitting.meeting.replies.fire!.deputy).toMatchObject({ personId: 'dana', isSeated: true });
    sitting.expects(
      'fire',
      { type: 'reply.give', answer: 'attend' },
      { type: 'seat.withdrawn', personId: 'dana' },
      { type: 'reply.given', answer: 'attend', deputy: null },
    );
    sitting.do('fire', { type: 'reply.give', answer: 'attend' });
    expect(sitting.meeting.seats.dana!.withdrawn).toBe(true);
  });

  test('[N9] Whoever convenes may enter an answer for a unit, and it is recorded as entered', () => {
    const told = { type: 'reply.give', answer: 'excused', unitId: 'water', reason: 'By telephone' } as const;
    const sitting = noticed().do('convener', told);
    expect(sitting.meeting.replies.water).toMatchObject({ answer: 'excused', personId: 'convener', entered: true });
    sitting.refuses('fire', told, 'not_on_roll');
    sitting.refuses('convener', { ...told, unitId: 'moon' }, 'not_on_roll');
    sitting.do('water', { type: 'reply.give', answer: 'attend', unitId: 'water' });
    expect(sitting.meeting.replies.water).toMatchObject({ answer: 'attend', entered: false });
  });
});
