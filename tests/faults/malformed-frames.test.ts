import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, test } from 'vitest';
import type { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { FuzzTarget, tries } from './fuzz-target.ts';

const frames = atScale(10_000, 1_000_000);

let target: FuzzTarget;
beforeAll(async () => {
  target = await FuzzTarget.open();
});
afterAll(() => target.close());

/** A WebSocket frame byte by byte: reserved bits, unknown opcodes, wrong lengths, no mask, broken UTF-8, bad close codes. */
function frame(chance: Chance): Buffer {
  if (chance.below(10) === 0) return Buffer.from(chance.bytes(1 + chance.below(40)));
  const opcode = chance.pick([0, 1, 2, 2, 2, 3, 7, 8, 9, 10, 11, 15]);
  const reserved = chance.below(3) === 0 ? chance.pick([0x40, 0x20, 0x10, 0x70]) : 0;
  const body = chance.bytes(chance.below(3) ? chance.below(125) : chance.below(2000));
  const masked = chance.below(5) > 0;
  const said = chance.below(6) === 0 ? chance.below(70_000) : body.length;
  const head = [(chance.below(5) ? 0x80 : 0) | reserved | opcode];
  const mask = masked ? 0x80 : 0;
  if (chance.below(30) === 0) head.push(mask | 127, ...chance.bytes(8));
  else if (said < 126) head.push(mask | said);
  else head.push(mask | 126, said >> 8, said & 0xff);
  const key = chance.bytes(masked ? 4 : 0);
  return Buffer.concat([Buffer.from(head), key, body.map((byte, i) => (masked ? byte ^ key[i % 4]! : byte))]);
}

const paths = () => [
  `/yjs/${target.meeting.meetingId}`,
  `/yjs/${target.meeting.meetingId}?saved=1`,
  '/socket.io/?EIO=4&transport=websocket',
];

/** Upgrades by hand, pours in the bytes, and waits for the end; a connection that stays is left by us. */
function pour(path: string, bytes: Buffer, abrupt: boolean): Promise<void> {
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${target.port}`,
    `Origin: ${target.origin}`,
    `Cookie: ${target.cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  return new Promise((done) => {
    const socket = connect(target.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => done());
    socket.once('data', () => {
      socket.resume();
      if (!abrupt) return void socket.end(bytes);
      socket.write(bytes);
      socket.resetAndDestroy();
    });
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
  });
}

test(
  `[G13] ${frames} broken WebSocket frames on both endpoints: nobody else notices`,
  { timeout: frames * 12 },
  async () => {
    const perConnection = 2;
    await target.withstands('broken frames', (seed) =>
      tries(frames / perConnection, 16, seed, (chance) => {
        const bytes = Buffer.concat(Array.from({ length: perConnection }, () => frame(chance)));
        return pour(chance.pick(paths()), bytes, chance.below(8) === 0);
      }),
    );
  },
);

/** Asks for an upgrade from a foreign page and resets the connection before the answer can be read. */
function slam(path: string): Promise<void> {
  const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: http://evil\r\nConnection: Upgrade\r\nUpgrade: websocket`;
  return new Promise((done) => {
    const socket = connect(target.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => done());
    socket.write(`${head}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`, () =>
      socket.resetAndDestroy(),
    );
  });
}

test('[G13] a foreign page that hangs up while it is turned away does not end the process', async () => {
  await target.withstands('slammed doors', (seed) =>
    tries(2_000, 16, seed, (chance) => slam(chance.pick([...paths(), '/nowhere']))),
  );
});

test('[G13] a frame with reserved bits, sent with the upgrade itself, does not end the process', async () => {
  const sixBytes = Buffer.from([0xf2, 0x80, 1, 2, 3, 4]);
  await target.withstands('reserved bits', async () => {
    for (const path of paths()) await pour(path, sixBytes, false);
    for (const path of ['/yjs/%', '/yjs/', '/yjs//', '/nowhere', '/socket.io/']) await pour(path, sixBytes, true);
  });
});
