import { describe, expect, test } from 'vitest';
import { coursesOf, stepTo, type Course } from '#lib/meeting/matter-course.ts';
import {
  actsFor,
  canBePlanned,
  canBeTarget,
  isPossible,
  MATTER_STATES,
  mayAct,
  mayReadMatter,
  stateAfter,
  type Matter,
  type MatterState,
  type MatterViewer,
} from '#lib/meeting/matter.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { Sitting, plan } from './given.ts';

const matter = (state: MatterState, more: Partial<Matter> = {}): Matter => ({
  state,
  unitId: null,
  reporterId: null,
  assignedUnitId: null,
  ...more,
});
const office: MatterViewer = { personId: 'secretary', mayRun: true, unitIds: [] };
const water: MatterViewer = { personId: 'water', mayRun: false, unitIds: ['water'] };

describe('the states of a matter', () => {
  test('[I1] what waits for the office only the office and who reported it see', () => {
    expect(mayReadMatter(matter('submitted'), office)).toBe(true);
    expect(mayReadMatter(matter('submitted'), water)).toBe(false);
    expect(mayReadMatter(matter('submitted', { unitId: 'water' }), water)).toBe(true);
    expect(mayReadMatter(matter('submitted', { unitId: 'fire' }), water)).toBe(false);
    expect(mayReadMatter(matter('registered'), water)).toBe(true);
    expect(mayReadMatter(matter('spam', { unitId: 'water' }), water)).toBe(false);
    expect(mayReadMatter(matter('spam'), office)).toBe(true);
  });

  test('[I3] a registered matter is accepted, refused, merged or assigned, and nothing before', () => {
    for (const act of ['accept', 'refuse', 'merge', 'assign', 'finish'] as const)
      expect(isPossible(act, matter('submitted'))).toBe(false);
    expect(stateAfter('register', matter('submitted'))).toBe('registered');
    expect(stateAfter('accept', matter('registered'))).toBe('accepted');
    expect(stateAfter('refuse', matter('accepted'))).toBe('refused');
    expect(stateAfter('merge', matter('registered'))).toBe('merged');
    expect(stateAfter('assign', matter('registered'))).toBe('followedUp');
    expect(stateAfter('finish', matter('followedUp'))).toBe('done');
    expect(stateAfter('finish', matter('registered'))).toBeNull();
    expect(stateAfter('note', matter('onAgenda'))).toBe('onAgenda');
  });

  test('[I4] only the office moves a matter; a unit concerned may say how it stands', () => {
    const assigned = matter('followedUp', { assignedUnitId: 'water' });
    expect(actsFor(assigned, water)).toEqual(['note']);
    expect(actsFor(matter('followedUp'), water)).toEqual([]);
    expect(mayAct('finish', assigned, water)).toBe(false);
    expect(actsFor(assigned, office)).toEqual(['assign', 'finish', 'note']);
    expect(actsFor(matter('submitted', { unitId: 'water' }), water)).toEqual([]);
  });

  test('[I9] what was refused, settled or turned down can be taken up again', () => {
    expect(stateAfter('reopen', matter('spam'))).toBe('submitted');
    expect(stateAfter('reopen', matter('refused'))).toBe('registered');
    expect(stateAfter('reopen', matter('done'))).toBe('accepted');
    expect(MATTER_STATES.filter((state) => isPossible('reopen', matter(state)))).toEqual(['done', 'refused', 'spam']);
  });

  test('[I8] nothing is merged into what has no number or is not alive', () => {
    const targets = MATTER_STATES.filter((state) => canBeTarget({ state }));
    expect(targets).toEqual(['registered', 'accepted', 'onAgenda', 'decided', 'followedUp', 'done']);
  });
});

const agenda = (status: Meeting['agenda'][number]['status'] = 'ahead') => {
  const { meeting } = new Sitting();
  const planned = plan();
  return {
    ...meeting,
    agenda: planned.agenda.map((item) => ({
      ...item,
      ...(item.id === 'b1' ? { matterIds: ['m'] } : {}),
      extendedMinutes: 0,
      status,
      usedMs: 0,
      enteredAt: null,
      firstEnteredAt: null,
      leftAt: null,
    })),
  } as Meeting;
};
const resolution = (state: string) => [{ itemId: 'b1', state }] as unknown as Meeting['resolutions'];
const duty = [{ itemId: 'b1', unitId: 'water', person: 'W', deadline: null }] as unknown as Meeting['actions'];
const courseOf = (change: Partial<Meeting>, status?: 'deferred'): Course =>
  coursesOf({ ...agenda(status), ...change })[0]!;

describe('the course of a matter through a meeting', () => {
  test('[I5] an item put off, a meeting cancelled or closed without a decision gives the matter back', () => {
    expect(MATTER_STATES.filter((state) => canBePlanned({ state }))).toEqual(['registered', 'accepted']);
    expect(courseOf({})).toMatchObject({ matterId: 'm', itemId: 'b1', state: 'onAgenda' });
    expect(courseOf({}, 'deferred')).toMatchObject({ state: 'accepted', reason: 'deferred' });
    expect(courseOf({ stage: 'cancelled' })).toMatchObject({ state: 'accepted', reason: 'cancelled' });
    expect(courseOf({ stage: 'closed' })).toMatchObject({ state: 'accepted', reason: 'undecided' });
    expect(courseOf({ stage: 'closed', resolutions: resolution('rejected') })).toMatchObject({ state: 'accepted' });
    expect(stepTo({ state: 'registered', meetingId: null }, 'now', courseOf({}))).toBe('plan');
    expect(stepTo({ state: 'onAgenda', meetingId: 'now' }, 'now', courseOf({}, 'deferred'))).toBe('return');
    expect(stepTo({ state: 'accepted', meetingId: null }, 'now', courseOf({}, 'deferred'))).toBeNull();
  });

  test('[I6] an adopted resolution decides, a duty is followed up, an annulled vote takes it back', () => {
    const decided = courseOf({ resolutions: resolution('adopted') });
    expect(decided).toMatchObject({ state: 'decided' });
    expect(stepTo({ state: 'onAgenda', meetingId: 'now' }, 'now', decided)).toBe('decide');
    const followed = courseOf({ resolutions: resolution('adopted'), actions: duty });
    expect(followed).toMatchObject({ state: 'followedUp', duty: { unitId: 'water', person: 'W' } });
    expect(stepTo({ state: 'decided', meetingId: 'now' }, 'now', followed)).toBe('followUp');
    expect(stepTo({ state: 'followedUp', meetingId: 'now' }, 'now', followed)).toBeNull();
    expect(stepTo({ state: 'followedUp', meetingId: 'now' }, 'now', courseOf({}))).toBe('plan');
  });

  test('[I7] a meeting never moves what was settled outside it or stands on another agenda', () => {
    for (const state of ['submitted', 'refused', 'merged', 'done', 'spam'] as const)
      expect(stepTo({ state, meetingId: null }, 'now', courseOf({}))).toBeNull();
    expect(stepTo({ state: 'onAgenda', meetingId: 'other' }, 'now', courseOf({}))).toBeNull();
    expect(stepTo({ state: 'onAgenda', meetingId: 'other' }, 'now', courseOf({ stage: 'closed' }))).toBeNull();
    expect(stepTo({ state: 'done', meetingId: 'now' }, 'now', courseOf({ actions: duty }))).toBeNull();
  });
});
