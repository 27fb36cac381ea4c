import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

test('an empty environment is a good one', () => {
  expect(readConfig({}, 'production')).toEqual({
    ok: true,
    config: {
      mode: 'production',
      host: '0.0.0.0',
      port: 3000,
      dataDir: './data',
      secure: false,
      allowMissingOrigin: false,
      trustProxy: false,
      innerWebhooks: false,
      logLevel: 'info',
    },
  });
  expect(readConfig({ PORT: '' }, 'demo')).toMatchObject({
    config: { dataDir: './data/demo', allowMissingOrigin: true, logLevel: 'warn' },
  });
});

test('everything that is wrong is told at once, and no secret with it', () => {
  const read = readConfig(
    {
      PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db/lianxi',
      BALLOT_KEY: 'c2hvcnQ=',
      ORIGIN: 'https://lianxi.example.cn/path',
      METRICS_TOKEN: 'short',
      TRUST_PROXY: 'yes',
      LOG_LEVEL: 'loud',
    },
    'production',
  );
  if (read.ok) throw new Error('accepted');
  expect(read.problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'BALLOT_KEY',
    'ORIGIN',
    'METRICS_TOKEN',
    'TRUST_PROXY',
    'LOG_LEVEL',
  ]);
  for (const secret of ['hunter2', 'c2hvcnQ=', 'short']) expect(read.problems.join()).not.toContain(secret);
});

test('https makes cookies secure; keys and addresses are read', () => {
  const key = Buffer.alloc(32, 7);
  const read = readConfig(
    { PORT: '0', ORIGIN: 'https://lianxi.example.cn', BALLOT_KEY: key.toString('base64'), TRUST_PROXY: '1' },
    'production',
  );
  expect(read).toMatchObject({ config: { port: 0, secure: true, ballotKey: key, trustProxy: true } });
});

test('mail is sent from one address over one server, or not at all', () => {
  const smtp = 'smtp://post:hunter2@mail.example.cn:587';
  const read = readConfig({ SMTP_URL: smtp, MAIL_FROM: 'post@example.cn' }, 'production');
  expect(read).toMatchObject({ config: { mail: { smtpUrl: smtp, from: 'post@example.cn' } } });
  expect(readConfig({ SMTP_URL: smtp }, 'production')).toEqual({
    ok: false,
    problems: ['SMTP_URL and MAIL_FROM must be set together'],
  });
  const wrong = readConfig({ SMTP_URL: 'http://hunter2', MAIL_FROM: 'nobody' }, 'production');
  if (wrong.ok) throw new Error('accepted');
  expect(wrong.problems.map((problem) => problem.split(' ')[0])).toEqual(['SMTP_URL', 'MAIL_FROM']);
  expect(wrong.problems.join()).not.toContain('hunter2');
});
