import { describe, expect, test } from 'vitest';
import { currentItem, givenMinutes, itemOf, nextItem, statusOf, usedMs } from '#lib/meeting/agenda.ts';
import { at, closed, drafted, inSession, noticed, planned, resolutionId, voting } from './given.ts';

const advance = { type: 'agenda.advance' } as const;

describe('the agenda', () => {
  test('[G1] Only who presides moves the agenda, and not while a decision runs', () => {
    inSession().refuses('recorder', advance, 'not_presiding');
    inSession().refuses('recorder', { type: 'agenda.extend', minutes: 5 }, 'not_presiding');
    noticed().refuses('chair', advance, 'not_in_session');
    voting().refuses('chair', advance, 'decision_running');
    voting().refuses('chair', { type: 'agenda.goTo', itemId: 'c' }, 'decision_running');
    const sitting = drafted();
    sitting.do('chair', { type: 'consensus.call', resolutionId: resolutionId(sitting) });
    sitting.refuses('chair', { type: 'agenda.skip', itemId: 'a' }, 'decision_running');
  });

  test('[G2] Advancing enters the next item ahead and comes back to what was jumped over', () => {
    const sitting = inSession().do('chair', { type: 'agenda.goTo', itemId: 'b2' });
    expect(nextItem(sitting.meeting)?.id).toBe('c');
    sitting.do('chair', advance);
    expect(currentItem(sitting.meeting)?.id).toBe('c');
    sitting.do('chair', advance);
    expect(currentItem(sitting.meeting)?.id).toBe('b1');
    sitting.refuses('chair', advance, 'no_next_item');
    sitting.refuses('chair', { type: 'agenda.goTo', itemId: 'b1' }, 'already_current');
    sitting.refuses('chair', { type: 'agenda.goTo', itemId: 'zzz' }, 'no_such_item');
  });

  test('[G3] Time counts only while an item is current; a revisited item goes on counting', () => {
    const sitting = inSession().at(4).do('chair', advance).at(10).do('chair', { type: 'agenda.goTo', itemId: 'a' });
    const used = (id: string, now: string) =>
      usedMs(sitting.meeting, itemOf(sitting.meeting, id)!, Date.parse(now)) / 60_000;
    expect(used('b1', at(30))).toBe(6);
    expect(used('a', at(13))).toBe(7);
    sitting.at(13).do('chair', { type: 'agenda.goTo', itemId: 'b1' });
    expect(used('a', at(40))).toBe(7);
    expect(used('b1', at(14))).toBe(7);
    expect(itemOf(sitting.meeting, 'b1')).toMatchObject({ firstEnteredAt: at(4), enteredAt: at(13) });
  });

  test('[G4] An item with parts is never current itself; its times are the sums of its parts', () => {
    const sitting = inSession().refuses('chair', { type: 'agenda.goTo', itemId: 'b' }, 'item_has_parts');
    sitting.refuses('chair', { type: 'agenda.skip', itemId: 'b' }, 'item_has_parts');
    sitting.at(5).do('chair', advance).at(12).do('chair', advance).at(15);
    const b = () => itemOf(sitting.meeting, 'b')!;
    expect(usedMs(sitting.meeting, b(), Date.parse(at(15)))).toBe(10 * 60_000);
    expect(givenMinutes(sitting.meeting, b())).toBe(20);
    expect(statusOf(sitting.meeting, b())).toBe('current');
    sitting.do('chair', advance);
    expect(statusOf(sitting.meeting, b())).toBe('done');
  });

  test('[G5] Extending adds minutes; going over is never refused', () => {
    const sitting = inSession().at(50).do('chair', { type: 'agenda.extend', minutes: 5 });
    sitting.do('chair', { type: 'agenda.extend', itemId: 'b1', minutes: 3 });
    expect(givenMinutes(sitting.meeting, itemOf(sitting.meeting, 'a')!)).toBe(10);
    expect(givenMinutes(sitting.meeting, itemOf(sitting.meeting, 'b')!)).toBe(23);
    sitting.refuses('chair', { type: 'agenda.extend', itemId: 'b', minutes: 3 }, 'item_has_parts');
    sitting.do('chair', advance);
  });

  test('[G6] Items can be inserted and put in another order among their siblings before the close', () => {
    const sitting = inSession();
    const ids = () => sitting.meeting.agenda.map((item) => item.title);
    sitting.do('chair', { type: 'agenda.insert', title: 'New', minutes: 5, afterId: 'a' });
    expect(ids()).toEqual(['A', 'New', 'B', 'B1', 'B2', 'C']);
    sitting.do('chair', { type: 'agenda.insert', title: 'B0', minutes: 5, parentId: 'b', afterId: null });
    expect(ids()).toEqual(['A', 'New', 'B', 'B0', 'B1', 'B2', 'C']);
    sitting.do('chair', { type: 'agenda.reorder', itemId: 'b', beforeId: 'a' });
    expect(ids()).toEqual(['B', 'B0', 'B1', 'B2', 'A', 'New', 'C']);
    sitting.do('chair', { type: 'agenda.reorder', itemId: 'b1', beforeId: null });
    expect(ids()).toEqual(['B', 'B0', 'B2', 'B1', 'A', 'New', 'C']);
    sitting.refuses('chair', { type: 'agenda.reorder', itemId: 'b1', beforeId: 'a' }, 'not_siblings');
    sitting.refuses('chair', { type: 'agenda.insert', title: 'X', minutes: 5, afterId: 'b1' }, 'not_siblings');
    sitting.refuses('chair', { type: 'agenda.insert', title: 'X', minutes: 5, parentId: 'b1' }, 'item_settled');
    planned().do('chair', { type: 'agenda.insert', title: 'Early', minutes: 5 });
    closed().refuses('chair', { type: 'agenda.insert', title: 'Late', minutes: 5 }, 'meeting_over');
  });

  test('[G7] Skipping or deferring the current item moves on to the next one', () => {
    const sitting = inSession().do('chair', { type: 'agenda.skip', itemId: 'a' });
    expect(currentItem(sitting.meeting)?.id).toBe('b1');
    sitting.do('chair', { type: 'agenda.defer', itemId: 'b1', reason: 'no papers' });
    expect(currentItem(sitting.meeting)?.id).toBe('b2');
    sitting.do('chair', { type: 'agenda.skip', itemId: 'c' });
    expect(itemOf(sitting.meeting, 'a')!.status).toBe('skipped');
    expect(itemOf(sitting.meeting, 'b1')!.status).toBe('deferred');
    sitting.refuses('chair', { type: 'agenda.skip', itemId: 'c' }, 'item_settled');
    sitting.do('chair', { type: 'agenda.skip', itemId: 'b2' });
    expect(currentItem(sitting.meeting)).toBeUndefined();
    expect(statusOf(sitting.meeting, itemOf(sitting.meeting, 'b')!)).toBe('deferred');
  });
});
