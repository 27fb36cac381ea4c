import { expect, test } from 'vitest';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import type { Clock } from '../../server/clock.ts';
import { CROWD, Outbox } from '../../server/rooms/outbox.ts';

/** A clock that is wound by hand. */
class WoundClock implements Clock {
  #now = 0;
  #alarms: { at: number; call: () => void }[] = [];

  now = (): number => this.#now;

  after(ms: number, call: () => void): () => void {
    const alarm = { at: this.#now + ms, call };
    this.#alarms.push(alarm);
    return () => (this.#alarms = this.#alarms.filter((other) => other !== alarm));
  }

  wind(ms: number): void {
    for (const end = this.#now + ms; this.#now < end; this.#now++) {
      const due = this.#alarms.filter(({ at }) => at <= this.#now);
      this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
      for (const { call } of due) call();
    }
  }
}

function room(listeners: number) {
  const clock = new WoundClock();
  const sent: number[][] = [];
  const outbox = new Outbox(
    clock,
    () => listeners,
    (events) => sent.push(events.map(({ seq }) => seq)),
  );
  let seq = 0;
  return { clock, sent, outbox, happen: () => outbox.put([{ seq: ++seq } as MeetingEvent]) };
}

test('in an ordinary room the first event leaves at once and what follows leaves together', () => {
  const { clock, sent, happen } = room(12);
  for (let i = 0; i < 3; i++) happen();
  expect(sent).toEqual([[1]]);
  clock.wind(40);
  expect(sent).toEqual([[1], [2, 3]]);
});

test('in a crowded room a burst is one message, after the pause that ends it', () => {
  const { clock, sent, happen } = room(CROWD);
  for (let i = 0; i < 5; i++) {
    happen();
    clock.wind(10);
  }
  expect(sent).toEqual([]);
  clock.wind(30);
  expect(sent).toEqual([[1, 2, 3, 4, 5]]);
});

test('in a crowded room nobody waits for a burst that does not end', () => {
  const { clock, sent, happen } = room(CROWD);
  for (let i = 0; i < 50; i++) {
    happen();
    clock.wind(10);
  }
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(sent.flat()).toEqual(Array.from({ length: sent.flat().length }, (_, i) => i + 1));
});

test('a farewell takes along what is gathered, once', () => {
  const { clock, sent, outbox, happen } = room(CROWD);
  happen();
  outbox.flush();
  clock.wind(200);
  expect(sent).toEqual([[1]]);
});
