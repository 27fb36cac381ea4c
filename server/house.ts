import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { mayRead, type Meeting } from '#lib/meeting/meeting.ts';
import { isLocale, isMessageKey, messageFor } from '#lib/messages/messages.ts';
import { canonicalOf } from '#lib/document/from-yjs.ts';
import { toHtml, toMarkdown } from '#lib/document/print.ts';
import { openArchive, type Archive, type MeetingSummary } from './archive/archive.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createAccounts, type Accounts } from './door/accounts.ts';
import { handleApi, isApi } from './door/http.ts';
import { createMetrics, type Metrics } from './door/metrics.ts';
import { addressOf, originAllowed } from './door/origin.ts';
import { createDoorLimits } from './door/rate-limit.ts';
import { createSessionDoor, type SessionDoor } from './door/session.ts';
import { SocketDoor } from './door/socket.ts';
import { openYjsDoor } from './door/upgrade.ts';
import type { Log } from './log.ts';
import { deskAccess } from './rooms/desk-access.ts';
import { openOffice, type Office } from './office/office.ts';
import { createMailer } from './post/mail.ts';
import { noticeFile } from './post/notice-file.ts';
import { Post } from './post/post.ts';
import { createWebhooks } from './post/webhook.ts';
import { createMinutesDesk, type MinutesDesk } from './rooms/minutes-desk.ts';
import { Rooms } from './rooms/rooms.ts';
import { inscribe, touchesRecords } from './rooms/scribe.ts';
import { Vigil } from './rooms/vigil.ts';

/** Answers requests that are not the API's: the pages. */
export type Pages = (req: IncomingMessage, res: ServerResponse) => void;

/** Where the room's code begins: its script, and what that will ask for at once. */
export interface Entrance {
  readonly script: string;
  readonly preloads: readonly string[];
}

/** An account of the sample council, as the login page offers it. */
export interface SampleAccount {
  readonly username: string;
  readonly name: string;
  readonly office: string;
  readonly password: string;
}

/** The running server, every part introduced to the others once. */
export interface House {
  readonly config: Config;
  readonly archive: Archive;
  readonly sessions: SessionDoor;
  readonly accounts: Accounts;
  readonly rooms: Rooms;
  readonly desk: MinutesDesk;
  /** Everything around the meetings: councils, charters, matters, plans. */
  readonly office: Office;
  /** What goes out: notices, reminders; and the answers that come back. It starts when the house listens. */
  readonly post: Post;
  readonly metrics: Metrics;
  readonly http: Server;
  /** Whether this is the sample council. */
  readonly demo: boolean;
  /** Accounts anybody may take: of the sample council, else none. */
  readonly samples: readonly SampleAccount[];
  /** Where the room's code begins. */
  readonly entrance: Entrance;
  /** The meeting as this person may see it; null: no such meeting, or not theirs. */
  stateFor(meetingId: string, personId: string): Promise<Meeting | null>;
  /** The person's meetings, latest first. */
  meetingsOf(personId: string): Promise<MeetingSummary[]>;
  /** Whether a request with these headers that may change something comes from our own pages. */
  originAllowed(headers: { origin?: string; host?: string }): boolean;
  /** The caller's address, for rate limits: behind a trusted proxy not the proxy's. */
  addressOf(forwarded: string | undefined, remote: string): string;
  /** Logs a bug and answers the id under which it is found. */
  fault(error: unknown): string;
  /** Begins to listen. @returns the port. @throws the system's error, such as EADDRINUSE */
  listen(pages: Pages, entrance?: Entrance): Promise<number>;
  /** Lets go of everybody, writes out what is under way and closes: at most a few seconds. */
  close(): Promise<void>;
}

/** Milliseconds a closing house waits for connections before it ends them. */
const PATIENCE_MS = 3000;

/**
 * Introduces every part of the server to the others, once.
 * @throws what {@link openArchive} throws
 */
export async function createHouse(
  config: Config,
  log: Log,
  clock: Clock = systemClock,
  samples: readonly SampleAccount[] = [],
): Promise<House> {
  const metrics = createMetrics();
  const fault = (error: unknown): string => {
    const id = crypto.randomUUID().slice(0, 8);
    metrics.faulted();
    log.error({ fault: id, err: error });
    return id;
  };
  const archive = await openArchive({ ...config, onFault: fault });
  const sessions = createSessionDoor(archive.sessions, config, fault);
  const accounts = createAccounts(archive, sessions, createDoorLimits());
  const http = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 });
  // Whoever hangs up in the middle of an upgrade, welcome or not, must not end the process.
  http.on('upgrade', (_req, socket) => socket.on('error', () => socket.destroy()));
  let entrance: Entrance = { script: '', preloads: [] };
  let pages: Pages = (_req, res) => void res.writeHead(503).end();
  http.on('request', (req, res) => {
    if (isApi(req.url)) return void handleApi(req, res, api);
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (reads || originAllowed(req, config)) return pages(req, res);
    return void res.writeHead(403).end();
  });
  const rooms = new Rooms({
    archive,
    clock,
    onFault: fault,
    onCommit: (seconds, commands) => metrics.committed(seconds, commands),
    // The desk asks the rooms who may write, so the rooms are there first.
    desk: {
      freeze: (id, meeting) => desk.freeze(id, meeting),
      thaw: (id) => desk.thaw(id),
      record: (id, meeting) => desk.record(id, meeting),
    },
  });
  const desk: MinutesDesk = createMinutesDesk({
    store: archive.minutes,
    inscribe,
    touchesRecords,
    canonical: canonicalOf,
    now: () => new Date(clock.now()).toISOString(),
    onFault: fault,
    access: deskAccess(rooms),
  });
  const stateFor = async (meetingId: string, personId: string) => {
    const meeting = (await rooms.get(meetingId))?.meeting;
    return meeting && mayRead(meeting, personId) ? meeting : null;
  };
  const door = new SocketDoor({
    http,
    rooms,
    clock,
    sessions,
    originAllowed: (req) => originAllowed(req, config),
    message: sentence,
    fault,
  });
  const shutYjsDoor = openYjsDoor({
    http,
    desk,
    sessions,
    originAllowed: (req) => originAllowed(req, config),
    onFault: fault,
  });
  if (config.mode !== 'dev') http.on('upgrade', turnAwayStrangers);
  metrics.countConnections('events', () => door.connections);
  metrics.countConnections('minutes', () => desk.stats().connections);
  const office = openOffice({ archive, rooms, clock, onFault: fault });
  let port = config.port;
  const post = new Post(
    {
      archive,
      rooms,
      clock,
      mailer: config.mail ? createMailer(config.mail) : null,
      webhooks: createWebhooks({ allowInner: config.innerWebhooks ?? false, now: () => clock.now() }),
      address: () => config.origin ?? `http://localhost:${port}`,
      onFault: fault,
      onSettled: (channel, state) => metrics.delivered(channel, state),
    },
    { allowInner: config.innerWebhooks ?? false },
  );
  let ready = true;
  const api = {
    config,
    archive,
    sessions,
    accounts,
    office,
    meetings: { state: stateFor },
    minutes: { current: (meetingId: string) => desk.peek(meetingId) },
    print: {
      html: (canonical: string) => toHtml(canonical),
      markdown: (canonical: string) => toMarkdown(canonical),
      notice: noticeFile,
    },
    metrics,
    isReady: () => ready,
    message: sentence,
    fault,
  };
  await rooms.awaken();
  const vigil = new Vigil({ archive, rooms, clock, onFault: fault });
  await vigil.begin();
  await office.matters.catchUp();

  return {
    config,
    archive,
    sessions,
    accounts,
    rooms,
    desk,
    office,
    post,
    metrics,
    http,
    demo: config.mode === 'demo',
    samples,
    stateFor,
    meetingsOf: (personId) => archive.events.listFor(personId),
    originAllowed: (headers) => originAllowed({ headers }, config),
    addressOf: (forwarded, remote) => addressOf(forwarded, remote, config),
    fault,
    get entrance() {
      return entrance;
    },
    async listen(answering, found = entrance) {
      pages = answering;
      entrance = found;
      port = await listening(http, config);
      await post.start();
      return port;
    },
    async close() {
      ready = false;
      const closed = new Promise((done) => http.close(done));
      shutYjsDoor();
      await door.close();
      await desk.drain();
      vigil.end();
      await rooms.rest();
      await post.stop();
      await office.matters.rest();
      http.closeIdleConnections();
      const late = setTimeout(() => http.closeAllConnections(), PATIENCE_MS);
      await closed;
      clearTimeout(late);
      sessions.close();
      await archive.close();
    },
  };
}

/** An upgrade that is neither Socket.IO's nor the minutes' ends here. */
function turnAwayStrangers(req: IncomingMessage, socket: Duplex): void {
  if (/^\/(socket\.io|yjs)\//.test(req.url ?? '')) return;
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Listens where the configuration says. @returns the port */
function listening(http: Server, { host, port }: Config): Promise<number> {
  return new Promise((done, fail) => {
    http.once('error', fail);
    http.listen(port, host, () => {
      http.off('error', fail);
      done((http.address() as AddressInfo).port);
    });
  });
}

/** The catalogs' sentence for a refusal or an error. */
function sentence(language: string, code: string, values: Record<string, string> = {}): string {
  const locale = isLocale(language) ? language : 'zh-CN';
  const key = [`refusal.${code}`, `error.${code}`].find(isMessageKey);
  return messageFor(locale, key ?? 'error.malformed', values);
}
