import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initialMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { systemClock } from '../../server/clock.ts';
import { openOffice } from '../../server/office/office.ts';
import { createAccounts } from '../../server/door/accounts.ts';
import type { ApiHouse } from '../../server/door/api-house.ts';
import { handleApi } from '../../server/door/http.ts';
import { createMetrics } from '../../server/door/metrics.ts';
import { createDoorLimits } from '../../server/door/rate-limit.ts';
import { createSessionDoor } from '../../server/door/session.ts';

export const at = '2026-11-24T02:00:00.000Z';

/** An answer as tests read it. */
export interface Heard {
  status: number;
  headers: Headers;
  text: string;
  json: { error?: { code: string; message: string } } & Record<string, unknown>;
  cookie: string;
}

/** The real door over a real store in memory; only rooms and documents are stand-ins. */
export async function doorHouse(change: (house: ApiHouse) => Partial<ApiHouse> = () => ({})) {
  const archive = await openArchive();
  const sessions = createSessionDoor(archive.sessions, { secure: false });
  const clock = { now: Date.now() };
  const accounts = createAccounts(
    archive,
    sessions,
    createDoorLimits(() => clock.now),
  );
  const faults: unknown[] = [];
  const base: ApiHouse = {
    config: { allowMissingOrigin: true, trustProxy: false },
    archive,
    sessions,
    accounts,
    // No test of the door plans a meeting.
    office: openOffice({
      archive,
      rooms: null as never,
      clock: { ...systemClock, now: () => clock.now },
      onFault: (error) => void faults.push(error),
    }),
    meetings: { state: (id, personId) => stateFor(archive, id, personId) },
    minutes: { current: async (id) => JSON.stringify({ minutesOf: id }) },
    print: {
      html: (canonical) => `<p>${canonical}</p>`,
      markdown: (canonical) => `# ${canonical}`,
      notice: () => null,
    },
    metrics: createMetrics(),
    isReady: () => true,
    message: (locale, code, params) => `${locale} ${code}${params ? ` ${params.id}` : ''}`,
    fault: (error) => `fault-${faults.push(error)}`,
  };
  const house = { ...base, ...change(base) };
  const server = createServer((req, res) => void handleApi(req, res, house));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const call = async (
    method: string,
    path: string,
    { cookie = '', body, headers = {} }: CallParts = {},
  ): Promise<Heard> => {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const res = await fetch(origin + path, {
      method,
      body: sent,
      headers: { ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }), Cookie: cookie, ...headers },
    });
    const text = await res.text();
    const isJson = res.headers.get('content-type')?.startsWith('application/json;') ?? false;
    const set = res.headers.get('set-cookie')?.split(';')[0] ?? '';
    return {
      status: res.status,
      headers: res.headers,
      text,
      json: isJson && text ? JSON.parse(text) : {},
      cookie: set,
    };
  };
  return {
    house,
    archive,
    sessions,
    accounts,
    faults,
    clock,
    origin,
    call,
    /** Makes an account (password `a good password`) and logs it in. */
    async arrive(username: string, options: { admin?: boolean } = {}) {
      const password = 'a good password';
      const person = await archive.people.create({ username, name: `Name of ${username}`, password, ...options });
      const { cookie } = await call('POST', '/api/login', { body: { username, password } });
      return { person, cookie };
    },
    async close() {
      sessions.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await archive.close();
    },
  };
}

export type DoorHouse = Awaited<ReturnType<typeof doorHouse>>;

export interface CallParts {
  cookie?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Plants a meeting with some events that these people may see. */
export async function plantMeeting(archive: Archive, id: string, people: string[], events = 3, council = 'c1') {
  await archive.events.append(id, 0, {
    events: Array.from({ length: events }, (_, i) => ({
      seq: i + 1,
      at,
      type: 'meeting.noted',
      actor: 'system',
      fields: { n: i + 1 },
    })),
    answers: [],
    ballots: [],
    emptied: [],
    summary: { id, title: '联席会议', stage: 'noticed', council, startsAt: at, people },
  });
}

async function stateFor(archive: Archive, id: string, personId: string): Promise<Meeting | null> {
  const entry = await archive.events.entry(id);
  return entry?.people.includes(personId) ? { ...initialMeeting(id), seq: 3 } : null;
}
