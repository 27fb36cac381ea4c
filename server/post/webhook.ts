import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { ForbiddenAddress, guardedLookup, isInner, isWebhookUrl } from './address-guard.ts';
import { failed, type Outcome } from './outlet.ts';

/** A short message for a telephone, as the operator's gateway gets it. */
export interface ShortMessage {
  readonly id: string;
  readonly phone: string;
  readonly name: string;
  readonly text: string;
}

/** The councils' webhooks: a gateway for short messages, and robots of group chats. */
export interface Webhooks {
  sms(to: { url: string; secret: string }, message: ShortMessage): Promise<Outcome>;
  robot(to: { kind: 'wecom' | 'dingtalk'; url: string; secret: string }, text: string): Promise<Outcome>;
}

const PATIENCE_MS = 10_000;
const LONGEST_ANSWER = 4096;

/** HMAC-SHA256 of `timestamp.body`, hexadecimal: how a gateway knows that a message is ours. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** DingTalk's own signature goes into the address (its documentation of custom robots). */
function dingTalkAddress(url: string, secret: string, timestamp: string): string {
  if (secret === '') return url;
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', sign);
  return signed.href;
}

/** @param allowInner whether addresses of inner networks and plain http may be called */
export function createWebhooks({ allowInner, now }: { allowInner: boolean; now: () => number }): Webhooks {
  return {
    async sms({ url, secret }, message) {
      const body = JSON.stringify(message);
      const timestamp = String(Math.floor(now() / 1000));
      const headers = {
        'X-Lianxi-Timestamp': timestamp,
        'X-Lianxi-Signature': `sha256=${signatureOf(secret, timestamp, body)}`,
      };
      return (await call(url, body, { allowInner, headers })).outcome;
    },
    async robot({ kind, url, secret }, text) {
      const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
      const address = kind === 'dingtalk' ? dingTalkAddress(url, secret, String(now())) : url;
      const { outcome, answer } = await call(address, body, { allowInner, headers: {} });
      return outcome.ok ? robotOutcome(answer) : outcome;
    },
  };
}

/** Robots say 200 to everything and hide the error in the answer. */
function robotOutcome(answer: string): Outcome {
  try {
    const { errcode, errmsg } = JSON.parse(answer) as { errcode?: number; errmsg?: string };
    if (errcode === 0 || errcode === undefined) return { ok: true, detail: answer };
    return failed('rejected', `${errcode} ${errmsg ?? ''}`);
  } catch {
    return { ok: true, detail: answer };
  }
}

interface Answered {
  readonly outcome: Outcome;
  readonly answer: string;
}

interface CallOptions {
  readonly allowInner: boolean;
  readonly headers: Record<string, string>;
}

/** One POST of JSON. Redirects are not followed: they could lead anywhere. */
async function call(url: string, body: string, { allowInner, headers }: CallOptions): Promise<Answered> {
  if (!isWebhookUrl(url, allowInner)) return { outcome: failed('forbidden_address', '', true), answer: '' };
  try {
    const { status, text } = await post(new URL(url), body, { allowInner, headers });
    if (status >= 200 && status < 300) return { outcome: { ok: true, detail: text }, answer: text };
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return { outcome: failed('rejected', `HTTP ${status} ${text}`, isFinal), answer: text };
  } catch (error) {
    const isForbidden = error instanceof ForbiddenAddress;
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: failed(isForbidden ? 'forbidden_address' : 'unreachable', message, isForbidden), answer: '' };
  }
}

function post(url: URL, body: string, { allowInner, headers }: CallOptions): Promise<{ status: number; text: string }> {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  // An address that is written out is never looked up, so it is checked here.
  if (!allowInner && isIP(bare) !== 0 && isInner(bare)) throw new ForbiddenAddress(bare);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const sent = request(url, {
      method: 'POST',
      headers: {
        ...headers,
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
      },
      timeout: PATIENCE_MS,
      ...(!allowInner && { lookup: guardedLookup }),
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within 10 s')));
    sent.on('error', fail);
    sent.on('response', (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, LONGEST_ANSWER);
      });
      res.on('end', () => done({ status: res.statusCode ?? 0, text }));
      res.on('error', fail);
    });
    sent.end(body);
  });
}
