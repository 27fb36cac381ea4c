import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import * as Y from 'yjs';
import { canonicalOf } from '#lib/document/from-yjs.ts';
import { FRAGMENT } from '#lib/document/schema.ts';
import { LiveMinutes } from '#lib/live/live-minutes.svelte.ts';
import { openDeskHouse, type DeskHouse } from '../desk/desk-house.ts';

let house: DeskHouse;
let opened: LiveMinutes[] = [];

/** The browser's side of a person: a socket that carries their cookie, as a browser's does. */
function join(personId: string, generation = 1, meetingId = 'm1'): LiveMinutes {
  class Socket extends NodeSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: personId ? `person=${personId}` : '', origin: 'http://ours' } });
    }
  }
  vi.stubGlobal('WebSocket', Socket);
  const live = new LiveMinutes({ meetingId, personId, generation, server: `ws://127.0.0.1:${house.port}/yjs` });
  opened.push(live);
  return live;
}

function write(live: LiveMinutes, text: string): void {
  const line = new Y.XmlElement('paragraph');
  line.insert(0, [new Y.XmlText(text)]);
  live.doc.getXmlFragment(FRAGMENT).push([line]);
}

const becomes = (live: LiveMinutes, state: LiveMinutes['save']) =>
  vi.waitFor(() => expect(live.save).toBe(state), { timeout: 10_000, interval: 10 });

const shows = (live: LiveMinutes, text: string) =>
  vi.waitFor(() => expect(canonicalOf(live.doc)).toContain(text), { timeout: 10_000, interval: 10 });

beforeEach(async () => {
  house = await openDeskHouse();
});

afterEach(async () => {
  for (const live of opened) live.destroy();
  opened = [];
  vi.unstubAllGlobals();
  await house.close();
});

describe('the minutes in a browser', () => {
  test('[G6] saving until the server has it on disk, then saved; a deletion as well', async () => {
    const live = join('li');
    await becomes(live, 'saved');
    write(live, '会议议定');
    expect(live.save).toBe('saving');
    await becomes(live, 'saved');
    live.doc.getXmlFragment(FRAGMENT).delete(0, 1);
    expect(live.save).toBe('saving');
    await becomes(live, 'saved');
  });

  test('who may only read is told so and sees what others write', async () => {
    house.allow('bei', { write: false });
    const reader = join('bei');
    await becomes(reader, 'readonly');
    expect(reader.isDenied).toBe(true);
    write(join('li'), '会议指出');
    await shows(reader, '会议指出');
  });

  test('offline is said at once and everything is sent on return', async () => {
    const [live, other] = [join('li'), join('wu')];
    await becomes(live, 'saved');
    live.provider!.disconnect();
    write(live, '离线写的');
    await becomes(live, 'unsaved');
    live.provider!.connect();
    await becomes(live, 'saved');
    await shows(other, '离线写的');
  });

  test('while an input method composes, what others write waits outside; nothing of it is lost', async () => {
    const [live, other] = [join('li'), join('wu')];
    await becomes(live, 'saved');
    live.hold(true);
    write(other, '甲');
    await becomes(other, 'saved');
    write(live, '乙');
    await becomes(live, 'saved');
    expect(canonicalOf(live.doc)).not.toContain('甲');
    live.hold(false);
    expect(canonicalOf(live.doc)).toContain('甲');
    await shows(other, '乙');
  });

  test('[G8] after the final text it is frozen; reopened, everybody starts from the server’s text', async () => {
    const live = join('li');
    await becomes(live, 'saved');
    write(live, '第一版');
    await becomes(live, 'saved');
    await house.finalise('m1');
    await becomes(live, 'frozen');
    const { doc } = live;
    await house.reopen('m1');
    live.reconsider(2);
    await becomes(live, 'saved');
    expect(live.doc).not.toBe(doc);
    await shows(live, '第一版');
    expect(live.kept).toBeNull();
  });

  test('[G8] what could not be sent before a new generation is kept as text, not merged', async () => {
    const live = join('li');
    await becomes(live, 'saved');
    write(live, '第一版');
    await becomes(live, 'saved');
    live.provider!.disconnect();
    write(live, '地铁里写的');
    await house.finalise('m1');
    await house.reopen('m1');
    live.provider!.connect();
    await vi.waitFor(() => expect(live.kept).toContain('地铁里写的'), { timeout: 10_000, interval: 10 });
    await becomes(live, 'saved');
    await shows(live, '第一版');
    expect(canonicalOf(live.doc)).not.toContain('地铁里写的');
  });

  test.each([
    ['a meeting that is not there', 'li', 'nowhere', 'meeting'],
    ['nobody is logged in', '', 'm1', 'session'],
  ])('%s: said, and not tried for ever', async (_why, personId, meetingId, end) => {
    const live = join(personId, 1, meetingId);
    await becomes(live, 'ended');
    expect(live.ended).toBe(end);
  });

  test('[G12] a session that ends closes the text', async () => {
    const live = join('li');
    await becomes(live, 'saved');
    house.revoke('li');
    await becomes(live, 'ended');
    expect(live.ended).toBe('session');
  });
});
