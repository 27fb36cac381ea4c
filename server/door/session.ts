import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { SessionMethod, SessionPerson, Sessions, StoredSession } from '../archive/archive.ts';
import type { Config } from '../config.ts';
import { deviceOf } from './device.ts';

/** Who is at the door. `sessionId` is the stored hash, never the cookie. */
export interface Visitor {
  sessionId: string;
  personId: string;
  name: string;
  locale: string;
  admin: boolean;
}

/** What ended: one session, or all of a person (but `except`). */
export interface Revocation {
  sessionId?: string;
  personId?: string;
  except?: string;
}

/** The sessions as the door sees them: cookies in, visitors out. */
export interface SessionDoor {
  readonly cookieName: string;
  sessionOf(req: Pick<IncomingMessage, 'headers'>): Promise<Visitor | null>;
  /** The same for a bare Cookie header (Kit's requests in development). */
  visitorOf(cookie: string | undefined): Promise<Visitor | null>;
  /**
   * Begins a session under a new id and ends the one the browser came with, so that an id planted before login is
   * worth nothing afterwards.
   * @returns the visitor and the `Set-Cookie` value
   */
  begin(
    person: SessionPerson,
    method: SessionMethod,
    from: { cookie?: string; userAgent?: string },
  ): Promise<{ visitor: Visitor; setCookie: string }>;
  /** Ends a session (of this person, when given). @returns whether there was one */
  end(sessionId: string, personId?: string): Promise<boolean>;
  endAllOf(personId: string, except?: string): Promise<void>;
  /** Ends what a join link opened. */
  endByLink(linkId: string): Promise<void>;
  /** The `Set-Cookie` value that forgets the cookie. */
  readonly blankCookie: string;
  /** Told at once about what this process revoked. */
  onRevoked(listener: (what: Revocation) => void): () => void;
  /**
   * Calls `gone` once when the session ends for whatever reason: logout, revocation here or on another node, expiry.
   * At the latest after `watchMs` (G12: ≤ 5 s). @returns a function that stops watching
   */
  watch(sessionId: string, gone: () => void): () => void;
  close(): void;
}

const idleDays = 7;
const absoluteDays = 30;
const dayMs = 86_400_000;
const touchMs = 5 * 60_000;
const watchMs = 3_000;
const sweepMs = 3_600_000;
const idBytes = 25;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<StoredSession, SessionPerson>;
    DatabaseSessionAttributes: StoredSession;
    DatabaseUserAttributes: SessionPerson;
  }
}

/** Makes the session door: 200-bit ids, 7 days idle, 30 days in all; `__Host-` and Secure when the origin is https. */
export function createSessionDoor(
  sessions: Sessions,
  config: Pick<Config, 'secure'>,
  fault: (error: unknown) => void = () => {},
): SessionDoor {
  return new LuciaDoor(sessions, config.secure, fault);
}

class LuciaDoor implements SessionDoor {
  readonly cookieName: string;
  readonly #sessions: Sessions;
  readonly #secure: boolean;
  readonly #lucia: Lucia<StoredSession, SessionPerson>;
  readonly #listeners = new Set<(what: Revocation) => void>();
  readonly #watched = new Map<string, Set<() => void>>();
  readonly #cookieShape: RegExp;
  readonly #timers: NodeJS.Timeout[];

  constructor(sessions: Sessions, secure: boolean, fault: (error: unknown) => void) {
    this.#sessions = sessions;
    this.#secure = secure;
    this.cookieName = secure ? '__Host-lianxi_session' : 'lianxi_session';
    // Lucia's own reader throws at a stray percent sign; only what we could have set is looked at.
    this.#cookieShape = new RegExp(`(?:^|;)\\s*${this.cookieName}=([a-z0-9]{40})\\s*(?:;|$)`);
    this.#lucia = new Lucia(adapterOver(sessions), {
      sessionExpiresIn: new TimeSpan(idleDays, 'd'),
      getSessionAttributes: (session) => session,
      getUserAttributes: (person) => person,
    });
    this.#timers = [
      setInterval(() => this.#checkWatched().catch(fault), watchMs).unref(),
      setInterval(() => sessions.removeExpired().catch(fault), sweepMs).unref(),
    ];
  }

  get blankCookie(): string {
    return this.#cookie('', 0);
  }

  sessionOf(req: Pick<IncomingMessage, 'headers'>): Promise<Visitor | null> {
    return this.visitorOf(req.headers.cookie);
  }

  async visitorOf(header: string | undefined): Promise<Visitor | null> {
    const value = this.#valueIn(header);
    if (!value) return null;
    const { session, user } = await this.#lucia.validateSession(value);
    if (!session) return null;
    const now = Date.now();
    if (now - Date.parse(session.seenAt) > touchMs)
      await this.#sessions.touch(hashed(value), new Date(now).toISOString());
    return asVisitor(value, user);
  }

  async begin(person: SessionPerson, method: SessionMethod, from: { cookie?: string; userAgent?: string }) {
    const earlier = this.#valueIn(from.cookie);
    if (earlier) await this.end(hashed(earlier));
    const value = generateIdFromEntropySize(idBytes);
    await this.#lucia.createSession(person.id, newSession(person.id, method, from.userAgent), { sessionId: value });
    return { visitor: asVisitor(value, person), setCookie: this.#cookie(value, (absoluteDays * dayMs) / 1000) };
  }

  async end(sessionId: string, personId?: string): Promise<boolean> {
    const ended = await this.#sessions.remove(sessionId, personId);
    if (!ended) return false;
    this.#announce({ sessionId });
    this.#letGo(sessionId);
    return true;
  }

  async endAllOf(personId: string, except?: string): Promise<void> {
    await this.#sessions.removeAllOf(personId, except);
    this.#announce({ personId, except });
    await this.#checkWatched();
  }

  async endByLink(linkId: string): Promise<void> {
    await this.#sessions.removeByMethod(`link:${linkId}`);
    await this.#checkWatched();
  }

  onRevoked(listener: (what: Revocation) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  watch(sessionId: string, gone: () => void): () => void {
    const calls = this.#watched.get(sessionId) ?? new Set();
    this.#watched.set(sessionId, calls.add(gone));
    return () => {
      calls.delete(gone);
      if (calls.size === 0 && this.#watched.get(sessionId) === calls) this.#watched.delete(sessionId);
    };
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #valueIn(header: string | undefined): string | undefined {
    return header?.match(this.#cookieShape)?.[1];
  }

  #cookie(value: string, seconds: number): string {
    const secure = this.#secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
  }

  #announce(what: Revocation): void {
    for (const listener of this.#listeners) listener(what);
  }

  /** Asks the store which watched sessions still stand, and lets the others go. */
  async #checkWatched(): Promise<void> {
    const ids = [...this.#watched.keys()];
    if (ids.length === 0) return;
    const alive = await this.#sessions.alive(ids);
    for (const id of ids) if (!alive.has(id)) this.#letGo(id);
  }

  #letGo(sessionId: string): void {
    const calls = this.#watched.get(sessionId) ?? [];
    this.#watched.delete(sessionId);
    for (const gone of calls) gone();
  }
}

function asVisitor(value: string, { id, name, locale, admin }: SessionPerson): Visitor {
  return { sessionId: hashed(value), personId: id, name, locale, admin };
}

/** Lucia's storage: it hands over cookie values, the archive sees only their SHA-256. */
function adapterOver(sessions: Sessions): Adapter {
  return {
    async getSessionAndUser(value) {
      const found = await sessions.get(hashed(value));
      if (!found) return [null, null];
      const { session, person } = found;
      return [asLucia(value, session), { id: person.id, attributes: person }];
    },
    getUserSessions: async (personId) =>
      (await sessions.listOf(personId)).map((session) => asLucia(session.id, session)),
    setSession: ({ id, expiresAt, attributes }) =>
      sessions.add({ ...attributes, id: hashed(id), expiresAt: expiresAt.toISOString() }),
    updateSessionExpiration: (value, expiresAt) => sessions.extend(hashed(value), expiresAt.toISOString()),
    deleteSession: async (value) => void (await sessions.remove(hashed(value))),
    deleteUserSessions: (personId) => sessions.removeAllOf(personId),
    deleteExpiredSessions: () => sessions.removeExpired(),
  };
}

function asLucia(id: string, session: StoredSession): DatabaseSession {
  return { id, userId: session.personId, expiresAt: new Date(session.expiresAt), attributes: session };
}

function newSession(personId: string, method: SessionMethod, userAgent: string | undefined): StoredSession {
  const createdAt = new Date().toISOString();
  const endsAt = new Date(Date.now() + absoluteDays * dayMs).toISOString();
  return { id: '', personId, createdAt, seenAt: createdAt, expiresAt: '', endsAt, method, device: deviceOf(userAgent) };
}

function hashed(value: string): string {
  return hash('sha256', value);
}
