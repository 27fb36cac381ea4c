import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { commandSchemas } from '#lib/wire/command-schemas.ts';
import type { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { FuzzTarget, tries } from './fuzz-target.ts';

const packets = atScale(10_000, 1_000_000);
/** Few, since many a packet makes the server hang up. */
const perConnection = 5;

let target: FuzzTarget;
beforeAll(async () => {
  target = await FuzzTarget.open();
});
afterAll(() => target.close());

const odd: readonly unknown[] = [
  null, true, 0, -1, 1e308, '', 'x', '\ud800', '__proto__', [], {}, [[[]]], { toString: 1 }, 'x'.repeat(9000),
  Number.MAX_SAFE_INTEGER, { _placeholder: true, num: 0 }, { _placeholder: true, num: -1 },
]; // prettier-ignore
const types = [...Object.keys(commandSchemas), 'meeting.plan', 'chair.markAbsent', 'constructor', '__proto__'];
const events = ['meeting:join', 'meeting:command', 'meeting:leave', 'meeting:events', 'disconnect', 'connect', 'error'];
const fields = ['reason', 'personId', 'itemId', 'minutes', 'choice', 'voteId', 'unitId', 'hash', 'version', 'since'];

/** A payload that looks like one of ours, with something odd in it. */
function payload(chance: Chance): unknown {
  if (chance.below(8) === 0) return chance.pick(odd);
  const entries: [string, unknown][] = [
    ['meetingId', chance.below(4) ? target.meeting.meetingId : chance.pick(odd)],
    ['id', chance.below(4) ? `fuzz-${chance.below(1e9)}` : chance.pick(odd)],
    ['type', chance.below(6) ? chance.pick(types) : chance.pick(odd)],
  ];
  for (let more = chance.below(3); more > 0; more--) entries.push([chance.pick(fields), chance.pick(odd)]);
  return Object.fromEntries(entries.filter(() => chance.below(12) > 0));
}

/** One packet of Socket.IO's protocol, whole or broken. */
function packet(chance: Chance): string | Buffer {
  const ack = chance.below(3) ? '' : String(chance.below(1e9));
  const kind = chance.pick(['42', '42', '42', '42', '451-', '40', '43', '41', '44', '4', '46', '6', '2x', '42/x,']);
  const text = `${kind}${ack}${JSON.stringify([chance.pick(events), payload(chance)])}`;
  const how = chance.below(10);
  if (how < 5) return text;
  if (how === 5) return `42${'['.repeat(chance.below(20_000))}`;
  if (how === 6) return Buffer.from(chance.bytes(chance.below(300)));
  if (how === 7) return Buffer.from(chance.mutate(Buffer.from(text)));
  return Buffer.from(chance.mutate(Buffer.from(text))).toString('utf8');
}

/** Sends some packets over one connection and waits until the server has answered or closed. */
function bombard(some: readonly (string | Buffer)[]): Promise<void> {
  const ws = new WebSocket(`ws://127.0.0.1:${target.port}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie: target.cookie, origin: target.origin },
  });
  return new Promise((done) => {
    ws.on('error', () => {});
    ws.on('close', () => done());
    ws.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0{')) ws.send('40');
      if (text.startsWith('40')) {
        for (const one of some) ws.send(one);
        ws.send('42999["meeting:leave",{"meetingId":"x"}]');
      }
      if (text.startsWith('43999')) ws.close();
    });
  });
}

test(`[G13] ${packets} malformed Socket.IO packets: nobody else notices`, { timeout: packets * 12 }, async () => {
  await target.withstands('malformed packets', (seed) =>
    tries(packets / perConnection, 16, seed, (chance) =>
      bombard(Array.from({ length: perConnection }, () => packet(chance))),
    ),
  );
});

test(`[G13] malformed long polling: every answer is an error, none a fault`, { timeout: packets * 12 }, async () => {
  await target.withstands('malformed polling', (seed) =>
    tries(packets / 10, 8, seed, async (chance) => {
      const query = chance.pick([
        'EIO=4&transport=polling', 'EIO=4', 'EIO=9&transport=polling', 'transport=x&EIO=4', 'EIO=4&transport=polling&sid=x',
        'EIO=4&transport=polling&sid=__proto__', 'EIO=4&transport=webtransport', 'EIO[]=4&transport[]=polling', '',
      ]); // prettier-ignore
      const method = chance.pick(['GET', 'POST', 'PUT', 'OPTIONS']);
      const body = method === 'POST' ? Buffer.from(chance.bytes(chance.below(400))) : undefined;
      const headers = { cookie: target.cookie, origin: target.origin };
      const answer = await fetch(`${target.origin}/socket.io/?${query}`, { method, headers, body });
      await answer.arrayBuffer();
      expect(answer.status).toBeLessThan(500);
    }),
  );
});

test('[G13] a client without an acknowledgement, and one whose handler is asked twice, harm nobody', async () => {
  await target.withstands('no acknowledgement', () =>
    bombard(['42["meeting:command"]', '42["meeting:join"]', '42["meeting:leave",1,2,3]', '427["meeting:join"]']),
  );
});
