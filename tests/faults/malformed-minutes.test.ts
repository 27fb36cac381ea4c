import { WebSocket } from 'ws';
import { afterAll, beforeAll, test } from 'vitest';
import * as Y from 'yjs';
import type { Chance } from '../desk/chance.ts';
import { message } from '../desk/desk-guest.ts';
import { honestUpdates } from '../desk/honest.ts';
import { atScale } from '../scale.ts';
import { FuzzTarget, tries } from './fuzz-target.ts';

const messages = atScale(10_000, 1_000_000);
/** Few, since many a message makes the server hang up. */
const perConnection = 3;

let target: FuzzTarget;
beforeAll(async () => {
  target = await FuzzTarget.open();
});
afterAll(() => target.close());

/** Opens the minutes, sends, and waits until the server has closed or has answered a last honest question. */
function bombard(some: readonly Uint8Array[]): Promise<void> {
  const ws = new WebSocket(`ws://127.0.0.1:${target.port}/yjs/${target.meeting.meetingId}?saved=1`, {
    headers: { cookie: target.cookie, origin: target.origin },
  });
  return new Promise((done) => {
    ws.on('error', () => {});
    ws.on('close', () => done());
    ws.on('open', () => {
      for (const one of some) ws.send(one);
      ws.send(message(0, 0, new Uint8Array([0])));
    });
    ws.on('message', (data: Buffer) => {
      if (data[0] === 0 && data[1] === 1) ws.close();
    });
  });
}

/** A sync message: an update of some client, changed here and there, or a state vector of nobody. */
function sync(chance: Chance, updates: readonly Uint8Array[]): Uint8Array {
  const update = chance.pick(updates);
  const how = chance.below(12);
  if (how === 0) return chance.bytes(chance.below(60));
  if (how === 1) return message(0, 0, chance.bytes(chance.below(40)));
  if (how === 2) return chance.mutate(message(0, chance.below(4), update));
  if (how === 3) return message(0, 0, chance.mutate(Y.encodeStateVectorFromUpdate(update)));
  if (how === 4) return message(chance.below(130), chance.below(130), update);
  if (how === 5) return message(0, 2, Y.convertUpdateFormatV1ToV2(update));
  return message(0, chance.pick([1, 2]), chance.mutate(update));
}

const states = ['null', '{}', '{"user":{"name":"admin"}}', '[]', '"x"', '{"cursor":', '0', '{"__proto__":{"x":1}}'];

/** An awareness message: one or several states, true or not, with numbers that are not. */
function awareness(chance: Chance): Uint8Array {
  const many = chance.below(4) ? 1 : chance.below(5);
  const parts: (number | Uint8Array)[] = [chance.below(9) ? many : chance.below(2 ** 20)];
  for (let i = 0; i < many; i++) {
    const text = chance.below(20) ? chance.pick(states) : `{"x":"${'x'.repeat(chance.below(9000))}"}`;
    parts.push(chance.below(2 ** 31), chance.below(2 ** 31), new TextEncoder().encode(text));
  }
  const body = message(...parts);
  return message(chance.below(20) ? 1 : 3, chance.below(2) ? body : chance.mutate(body));
}

test(`[G13] ${messages} malformed sync messages: nobody else notices`, { timeout: messages * 12 }, async () => {
  await target.withstands('malformed sync', (seed) => {
    const documents = Array.from({ length: 20 }, () => honestUpdates(seed, 120));
    return tries(messages / perConnection, 16, seed, (chance) => {
      const updates = chance.pick(documents);
      return bombard(Array.from({ length: perConnection }, () => sync(chance, updates)));
    });
  });
});

test(`[G13] ${messages} malformed awareness messages: nobody else notices`, { timeout: messages * 12 }, async () => {
  await target.withstands('malformed awareness', (seed) =>
    tries(messages / perConnection, 16, seed, (chance) =>
      bombard(Array.from({ length: perConnection }, () => awareness(chance))),
    ),
  );
});
