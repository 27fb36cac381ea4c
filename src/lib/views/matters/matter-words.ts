import type { MatterState } from '#lib/meeting/matter.ts';
import type { FollowedStep, MatterNumber } from '#lib/wire/matter-shapes.ts';
import { dateOf } from '../calendar.ts';
import type { Words } from '../words.ts';

/** A matter's number as it stands on paper. */
export const numberOf = (t: Words, number: MatterNumber | null): string =>
  number ? t('home.number', { year: number.year, n: number.n }) : t('matters.untitled');

/** How a state is coloured: red only for what has been decided. */
export const tagOf = (state: MatterState): '' | 'seal' | 'good' | 'warm' | 'cool' => {
  if (state === 'decided') return 'seal';
  if (state === 'done') return 'good';
  if (state === 'submitted') return 'warm';
  return state === 'followedUp' || state === 'onAgenda' ? 'cool' : '';
};

/** A day (`2026-05-31`) in words. */
export const dayOf = (t: Words, day: string): string => dateOf(t, `${day}T00:00:00+08:00`);

const simple = ['report', 'register', 'accept', 'hideContact'] as const;
const said = ['supplement', 'discard', 'refuse', 'note', 'finish', 'reopen', 'plan', 'decide'] as const;

const isOne = <One extends string>(list: readonly One[], what: string): what is One => list.includes(what as One);

/** What happened in a step, in one sentence. */
export function stepOf(t: Words, { what, detail }: Pick<FollowedStep, 'what' | 'detail'>): string {
  if (isOne(simple, what)) return t(`matters.step.${what}`);
  if (isOne(said, what)) return t(`matters.step.${what}`, detail);
  const number = t('home.number', { year: detail['year'] ?? '', n: detail['n'] ?? '' });
  const deadline = detail['deadline'] ? dayOf(t, detail['deadline']) : '';
  if (what === 'merge' || what === 'absorb') return t(`matters.step.${what}`, { number });
  if (what === 'assign') return t('matters.step.assign', { ...detail, deadline });
  if (what === 'followUp')
    return t(deadline ? 'matters.step.followUpBy' : 'matters.step.followUp', { ...detail, deadline });
  return t(`matters.step.return.${reasonOf(detail['reason'])}`, detail);
}

const reasons = ['deferred', 'cancelled', 'undecided'] as const;

const reasonOf = (reason = '') => (isOne(reasons, reason) ? reason : ('withdrawn' as const));
