import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy between browser and house that makes the network slow, and breaks it when told to. */
export interface Proxy {
  readonly port: number;
  /** Breaks every connection that is open now; new ones may come. Answers how many there were. */
  cut(): number;
  /** While `true` new connections are refused at once. */
  refuse(refusing: boolean): void;
  close(): Promise<void>;
}

/**
 * Starts a proxy on a free port.
 * @param target port of the house on this machine
 * @param delayMs added to every chunk in each direction, in order
 */
export async function startProxy(target: number, delayMs = 0): Promise<Proxy> {
  const open = new Set<Socket>();
  let refusing = false;
  const server = createServer((near) => {
    if (refusing) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (chunk) => delayed(delayMs, () => to.writable && to.write(chunk)));
      from.on('end', () => delayed(delayMs, () => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        delayed(delayMs, () => to.destroy());
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = () => {
    const pairs = open.size / 2;
    for (const socket of open) socket.destroy();
    return pairs;
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    refuse: (now) => {
      refusing = now;
    },
    close: () => {
      cut();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** Timers of one length fire in the order they were set, so chunks keep their order. */
function delayed(ms: number, act: () => void): void {
  if (ms === 0) act();
  else setTimeout(act, ms);
}
