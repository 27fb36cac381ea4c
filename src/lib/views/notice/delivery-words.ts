import type { MessageKey } from '#lib/messages/words.ts';
import { partsOf } from '../calendar.ts';
import type { Words } from '../words.ts';
import type { BoardDelivery } from './notice-view.ts';

const FAILURES = ['unreachable', 'rejected', 'no_address', 'forbidden_address', 'not_set', 'fault'] as const;

/** Month, day and time. */
export const shortTime = (t: Words, instant: string): string => t('post.time', partsOf(t, instant));

/** Why the last attempt failed, with the other side's own answer. */
export const failureWords = (t: Words, lastError: string): string => {
  const [reason = '', ...rest] = lastError.split(' ');
  const known = FAILURES.find((one) => one === reason) ?? 'fault';
  const detail = rest.join(' ');
  return detail === ''
    ? t(`post.failure.${known}`)
    : t('post.failure.with', { why: t(`post.failure.${known}`), detail });
};

/** Where a delivery is, in a few words: 已送达 · 已排队，第 2 次重试 14:05 · 夜间暂缓 · 未送达. */
export const deliveryWords = (t: Words, delivery: BoardDelivery): string => {
  const channel = t(`post.channel.${delivery.channel}` satisfies MessageKey);
  const { state, attempts, nextAt } = delivery;
  const values = { channel, attempts, at: shortTime(t, nextAt) };
  if (state === 'queued' && attempts > 0) return t('post.state.retrying', values);
  return t(`post.state.${state}`, values);
};
