import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInner, isWebhookUrl } from '../../server/post/address-guard.ts';
import { createWebhooks } from '../../server/post/webhook.ts';
import { openPost, planMeeting, settle } from './post-house.ts';

interface Call {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let gateway: Server;
let calls: Call[];
let answer: { status: number; body: string };

beforeEach(async () => {
  calls = [];
  answer = { status: 200, body: '{"errcode":0}' };
  gateway = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8');
    req.on('data', (chunk: string) => (body += chunk));
    req.on('end', () => {
      calls.push({ url: req.url!, headers: req.headers, body });
      res.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
});
afterEach(() => new Promise((done) => gateway.close(done)));

const here = (path = '/hook'): string => `http://127.0.0.1:${(gateway.address() as AddressInfo).port}${path}`;

describe('webhooks', () => {
  test('a short message carries a signature over time and body', async () => {
    const { archive, rooms, clock, post, act } = await openPost(null);
    await settle(archive, []);
    await archive.contacts.set('fire', { email: '', phone: '13800000000' });
    const settings = await archive.postSettings.of('council');
    const sms = { url: here(), secret: 'quiet secret' };
    await archive.postSettings.set('council', { ...settings, sms }, { personId: 'convener', at: '' });
    await post.start();
    const id = await planMeeting(rooms, clock, 240);
    await act(id, 'convener', { type: 'notice.send' });
    const [call] = calls;
    expect(calls).toHaveLength(1);
    const timestamp = call!.headers['x-lianxi-timestamp'] as string;
    const expected = createHmac('sha256', 'quiet secret').update(`${timestamp}.${call!.body}`).digest('hex');
    expect(call!.headers['x-lianxi-signature']).toBe(`sha256=${expected}`);
    expect(JSON.parse(call!.body)).toMatchObject({ phone: '13800000000', name: 'Fire', text: /Sitting.*\/j\// });
    await post.stop();
  });

  test('a robot hears of a notice once for the whole group; its hidden error counts', async () => {
    const { archive, rooms, clock, post, act } = await openPost(null);
    await settle(archive, []);
    const settings = await archive.postSettings.of('council');
    const robot = { kind: 'dingtalk', url: here('/robot?access_token=t'), secret: 'SECx' } as const;
    await archive.postSettings.set('council', { ...settings, robot }, { personId: 'convener', at: '' });
    answer = { status: 200, body: '{"errcode":310000,"errmsg":"keywords not in content"}' };
    await post.start();
    const id = await planMeeting(rooms, clock, 240);
    await act(id, 'convener', { type: 'notice.send' });
    expect(calls).toHaveLength(1);
    expect(calls[0]!.url).toMatch(/access_token=t&timestamp=\d+&sign=/);
    expect(JSON.parse(calls[0]!.body)).toMatchObject({ msgtype: 'text' });
    const [stuck] = await archive.deliveries.stuck('council');
    expect(stuck).toMatchObject({ channel: 'robot', state: 'queued', lastError: expect.stringContaining('310000') });
    answer = { status: 200, body: '{"errcode":0}' };
    expect(await post.retry('council', stuck!.id)).toBe(true);
    await post.settled();
    expect(await archive.deliveries.stuck('council')).toEqual([]);
    expect(await post.retry('elsewhere', stuck!.id)).toBe(false);
    await post.stop();
  });

  test('what the gateway refuses for good has failed, what may pass is tried again', async () => {
    const webhooks = createWebhooks({ allowInner: true, now: () => 0 });
    const send = () => webhooks.sms({ url: here(), secret: '' }, { id: '1', phone: '1', name: '', text: '' });
    answer = { status: 400, body: 'bad number' };
    expect(await send()).toMatchObject({ ok: false, isFinal: true, reason: 'rejected', detail: 'HTTP 400 bad number' });
    answer = { status: 503, body: '' };
    expect(await send()).toMatchObject({ ok: false, isFinal: false, reason: 'rejected' });
    answer = { status: 302, body: '' };
    expect(await send()).toMatchObject({ ok: false, isFinal: false });
  });

  test('no webhook leads into the operator’s own network unless that is allowed', async () => {
    const inner = [
      '127.0.0.1',
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '::1',
      'fd00::1',
      '::ffff:127.0.0.1',
    ];
    for (const address of inner) expect(isInner(address), address).toBe(true);
    for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700::1111']) expect(isInner(address), address).toBe(false);
    for (const url of [
      'http://example.cn',
      'https://127.0.0.1/x',
      'https://[::1]/',
      'https://localhost/',
      'ftp://a',
      'x',
      'https://u:p@example.cn',
    ])
      expect(isWebhookUrl(url, false), url).toBe(false);
    expect(isWebhookUrl('https://hooks.example.cn/robot?key=1', false)).toBe(true);
    expect(isWebhookUrl('http://127.0.0.1:9', true)).toBe(true);
    const strict = createWebhooks({ allowInner: false, now: () => 0 });
    const named = here().replace('http:', 'https:').replace('127.0.0.1', 'localhost.');
    const outcome = await strict.sms({ url: named, secret: '' }, { id: '1', phone: '1', name: '', text: '' });
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringMatching(/forbidden_address|unreachable/) });
    expect(calls).toEqual([]);
  });
});
