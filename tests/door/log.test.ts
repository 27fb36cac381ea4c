import { expect, test } from 'vitest';
import { createLog } from '../../server/log.ts';

test('the log is JSON and keeps personal data and rows of the database out', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const err = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (username)=(zhang) exists' });
  log.error({ err, username: 'zhang', name: '张三', cookie: 'c', choice: 'approve', faultId: 'f1' }, 'fault');
  log.debug('unheard');
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0]!) as Record<string, unknown>;
  expect(line).toMatchObject({ level: 'error', msg: 'fault', faultId: 'f1', err: { code: '23505' } });
  expect(lines[0]).not.toMatch(/zhang|张三|approve|"cookie"/);
});
