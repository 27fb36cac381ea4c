import * as v from 'valibot';
import { expect, test } from 'vitest';
import { commandSchemas } from '#lib/wire/command-schemas.ts';

const place = { place: 'Hall', topics: '' };

/** What a moment in each of the commands that carry one becomes; null: turned down. */
const kept = (moment: string) => {
  const [notice, next, plan] = [
    v.safeParse(commandSchemas['notice.send'], { replyBy: moment }),
    v.safeParse(commandSchemas['nextMeeting.set'], { startsAt: moment, ...place }),
    v.safeParse(commandSchemas['meeting.revise'], { startsAt: moment }),
  ];
  return [
    notice.success ? notice.output.replyBy : null,
    next.success ? next.output.startsAt : null,
    plan.success ? plan.output.startsAt : null,
  ];
};

test('a moment that no clock can read never gets into a log', () => {
  expect(kept('2026-02-10T10:00:00+08')).toEqual([null, null, null]);
  expect(kept('2026-02-10T10:00:00 +08:00')).toEqual([null, null, null]);
});

test('a moment is logged in one form, whatever offset it came with', () => {
  const same = '2026-02-10T02:00:00.000Z';
  expect(kept('2026-02-10T10:00:00+08:00')).toEqual([same, same, same]);
});

test('the link of a meeting leads to a page and nowhere else', () => {
  const isTaken = (link: string) => v.safeParse(commandSchemas['meeting.revise'], { link }).success;
  expect(['', 'https://meet.example.cn/1', 'http://meet.example.cn'].map(isTaken)).toEqual([true, true, true]);
  const bad = ['javascript:alert(1)', 'data:text/html,x', 'https://meet.example.cn/\nATTENDEE:mailto:x@y.cn'];
  expect(bad.map(isTaken)).toEqual([false, false, false]);
});
