import { expect, test } from 'vitest';
import { isMessageKey } from '#lib/messages/messages.ts';
import { apiErrors } from '../../server/door/answer.ts';

test('every error of the interface has its sentence', () => {
  expect(apiErrors.filter((code) => !isMessageKey(`error.${code}`))).toEqual([]);
});
