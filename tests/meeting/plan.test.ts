import { describe, expect, test } from 'vitest';
import type { PlannedItem } from '#lib/meeting/agenda.ts';
import { asPlanned } from '#lib/meeting/plan.ts';
import { isRefused } from '#lib/meeting/rulebook.ts';
import { at, inSession, noticed, plan, planned, Sitting } from './given.ts';

const item = (id: string, more: Partial<PlannedItem> = {}): PlannedItem => ({
  id,
  parentId: null,
  kind: 'discussion',
  title: id,
  presenter: '',
  unitIds: [],
  plannedMinutes: 10,
  ...more,
});

describe('before the meeting', () => {
  test('[B1] whoever convenes revises a plan, and the event says only what changed', () => {
    const sitting = planned();
    const { startsAt } = sitting.meeting;
    const command = { type: 'meeting.revise', place: 'Hall 2', startsAt, title: 'Sitting' } as const;
    sitting.expects('chair', command, { type: 'meeting.revised', place: 'Hall 2' });
    sitting.do('chair', command);
    expect(sitting.log.at(-1)).toEqual({ type: 'meeting.revised', place: 'Hall 2', seq: 2, at: at(0), actor: 'chair' });
    expect(sitting.meeting).toMatchObject({ place: 'Hall 2', title: 'Sitting', stage: 'planned' });
    sitting.refuses('chair', command, 'nothing_changed').refuses('fire', command, 'not_convening');
  });

  test('[B1] also after the notice, until the opening', () => {
    noticed().do('convener', { type: 'meeting.revise', startsAt: at(1440) });
    inSession().refuses('convener', { type: 'meeting.revise', place: 'x' }, 'already_open');
    const off = planned().do('convener', { type: 'meeting.cancel', reason: 'x' });
    off.refuses('convener', { type: 'meeting.revise', place: 'x' }, 'meeting_cancelled');
    new Sitting().refuses('convener', { type: 'meeting.revise', place: 'x' }, 'not_planned');
  });

  test('[B2] an extraordinary meeting says why it is called', () => {
    const sudden = { ...plan(), kind: 'extraordinary' as const };
    new Sitting().refuses('convener', { type: 'meeting.plan', ...sudden }, 'reason_needed');
    const sitting = new Sitting().do('convener', { type: 'meeting.plan', ...sudden, reason: 'Flood' });
    expect(sitting.meeting.reason).toBe('Flood');
    sitting.refuses('convener', { type: 'meeting.revise', reason: '' }, 'reason_needed');
    planned().refuses('convener', { type: 'meeting.revise', kind: 'extraordinary' }, 'reason_needed');
    planned().do('convener', { type: 'meeting.revise', kind: 'extraordinary', reason: 'Flood' });
  });

  test('[B3] the agenda is laid anew, parts behind their item, ids kept', () => {
    const items = [item('b1', { parentId: 'b' }), item('c'), item('b'), item('new', { matterIds: ['m'] })];
    const sitting = noticed().do('convener', { type: 'agenda.lay', items });
    expect(sitting.meeting.agenda.map(({ id }) => id)).toEqual(['c', 'b', 'b1', 'new']);
    expect(sitting.meeting.agenda.map(asPlanned)).toEqual([items[1], items[2], items[0], items[3]]);
    expect(sitting.meeting.agenda.every(({ status }) => status === 'ahead')).toBe(true);
    inSession().refuses('convener', { type: 'agenda.lay', items }, 'already_open');
  });

  test('[B3] two levels, each id once, at most 100 items, only member units', () => {
    const lay = (...items: PlannedItem[]) => ({ type: 'agenda.lay', items }) as const;
    const sitting = planned();
    sitting.refuses('convener', lay(item('x'), item('x')), 'agenda_malformed');
    sitting.refuses('convener', lay(item('x', { parentId: 'gone' })), 'agenda_malformed');
    const deep = [item('x'), item('y', { parentId: 'x' }), item('z', { parentId: 'y' })];
    sitting.refuses('convener', lay(...deep), 'agenda_malformed');
    sitting.refuses('convener', lay(item('i9')), 'agenda_malformed');
    const many = Array.from({ length: 101 }, (_, n) => item(`x${n}`));
    sitting.refuses('convener', lay(...many), 'too_many_items');
    sitting.refuses('convener', lay(item('x', { unitIds: ['moon'] })), 'no_such_unit');
    sitting.refuses('convener', lay(item('x', { materials: ['moon'] })), 'no_such_unit');
  });

  test('[B4] an agenda laid over changes its planner has not seen is refused', () => {
    const sitting = planned();
    const since = sitting.meeting.agendaSeq;
    sitting.do('chair', { type: 'agenda.lay', items: [item('mine')], since });
    sitting.refuses('convener', { type: 'agenda.lay', items: [item('other')], since }, 'agenda_changed');
    sitting.do('chair', { type: 'agenda.insert', title: 'x', minutes: 5 });
    const stale = { type: 'agenda.lay', items: [item('other')], since: 2 } as const;
    sitting.refuses('convener', stale, 'agenda_changed');
    expect(isRefused(sitting.try('convener', { ...stale, since: sitting.meeting.agendaSeq }))).toBe(false);
  });
});
