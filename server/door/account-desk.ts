import { randomBytes } from 'node:crypto';
import type { Role } from '#lib/meeting/seat.ts';
import { guessPart } from '#lib/messages/unit-guess.ts';
import type { SetupForm } from '#lib/wire/setup-form.ts';
import { UsernameTaken, type Archive, type JoinLink, type Person, type StoredSession } from '../archive/archive.ts';
import { normalUsername } from '../archive/people.ts';
import type { AccountRefusal, Accounts, Arrival, Caller, Outcome } from './accounts.ts';
import type { DoorLimits } from './rate-limit.ts';
import type { SessionDoor, Visitor } from './session.ts';

const linkHours = 72;
const hourMs = 3_600_000;

/** Makes the account desk over the archive and the session door. */
export function createAccounts(archive: Archive, door: SessionDoor, limits: DoorLimits): Accounts {
  return new AccountDesk(archive, door, limits);
}

type LimitKeys = readonly (readonly [limit: keyof DoorLimits, key: string])[];

/** Answers that may come from guessing; only these count against the limits. */
const guesses: ReadonlySet<AccountRefusal> = new Set([
  'wrong_credentials',
  'wrong_password',
  'link_invalid',
  'setup_invalid',
]);

const mayMakeLinksWith = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === 'convener' || role === 'secretary');

class AccountDesk implements Accounts {
  readonly #archive: Archive;
  readonly #door: SessionDoor;
  readonly #limits: DoorLimits;
  #setupToken: string | null = null;

  constructor(archive: Archive, door: SessionDoor, limits: DoorLimits) {
    this.#archive = archive;
    this.#door = door;
    this.#limits = limits;
  }

  login({ username, password }: { username: string; password: string }, from: Caller): Promise<Outcome<Arrival>> {
    const keys: LimitKeys = [
      ['account', `${from.address} ${normalUsername(username)}`],
      ['address', from.address],
    ];
    return this.#limited<Arrival>(keys, async () => {
      const person = await this.#archive.people.authenticate(username, password);
      if (!person) return { ok: false, code: 'wrong_credentials' };
      return { ok: true, ...(await this.#door.begin(person, 'password', from)) };
    });
  }

  async logout(visitor: Visitor): Promise<void> {
    await this.#door.end(visitor.sessionId);
  }

  changePassword(
    visitor: Visitor,
    form: { current?: string; next: string; username?: string },
    from: Caller,
  ): Promise<Outcome> {
    const { people } = this.#archive;
    return this.#limited([['account', `${from.address} ${visitor.personId}`]], async () => {
      const person = (await people.get(visitor.personId))!;
      if (person.hasPassword && !(await people.passwordIs(person.id, form.current ?? '')))
        return { ok: false, code: 'wrong_password' };
      const named = await this.#nameAccount(person, form.username);
      if (!named.ok) return named;
      await people.setPassword(person.id, form.next);
      await this.#door.endAllOf(person.id, visitor.sessionId);
      return { ok: true };
    });
  }

  setLocale(visitor: Visitor, locale: string): Promise<void> {
    return this.#archive.people.setLocale(visitor.personId, locale);
  }

  async mySessions(visitor: Visitor): Promise<(StoredSession & { current: boolean })[]> {
    const sessions = await this.#archive.sessions.listOf(visitor.personId);
    return sessions.map((session) => Object.assign(session, { current: session.id === visitor.sessionId }));
  }

  async endMySession(visitor: Visitor, sessionId: string): Promise<Outcome> {
    const ended = await this.#door.end(sessionId, visitor.personId);
    return ended ? { ok: true } : { ok: false, code: 'not_found' };
  }

  redeemLink(token: string, from: Caller): Promise<Outcome<Arrival & { meetingId: string | null }>> {
    return this.#limited<Arrival & { meetingId: string | null }>([['address', from.address]], async () => {
      const link = await this.#archive.links.redeem(token);
      const person = link && (await this.#archive.people.get(link.personId));
      if (!link || !person) return { ok: false, code: 'link_invalid' };
      const arrival = await this.#door.begin(person, `link:${link.id}`, from);
      return { ok: true, ...arrival, meetingId: link.meetingId };
    });
  }

  async mayMakeLinks(visitor: Visitor, meetingId: string): Promise<boolean> {
    const meeting = await this.#archive.events.entry(meetingId);
    if (!meeting) return false;
    if (visitor.admin) return true;
    const seats = await this.#archive.councils.seatsOf(visitor.personId);
    return seats.some(({ councilId, roles }) => councilId === meeting.council && mayMakeLinksWith(roles));
  }

  async makeLink(
    visitor: Visitor,
    { meetingId, personId, hours = linkHours }: { meetingId: string; personId: string; hours?: number },
  ): Promise<Outcome<{ link: JoinLink; token: string }>> {
    const { events, links, people } = this.#archive;
    if (!(await this.mayMakeLinks(visitor, meetingId))) return { ok: false, code: 'not_found' };
    const [meeting, person] = await Promise.all([events.entry(meetingId), people.get(personId)]);
    if (!person || !meeting?.people.includes(personId) || !(await this.#mayStandFor(visitor, person)))
      return { ok: false, code: 'not_found' };
    const expiresAt = new Date(Date.now() + hours * hourMs).toISOString();
    const { token, ...link } = await links.create({ personId, meetingId, madeBy: visitor.personId, expiresAt });
    return { ok: true, link, token };
  }

  /**
   * Who holds somebody's link is that person everywhere: an administrator's is an administrator's to make, and so is that
   * of whoever sits on a council that the visitor does not run (U10).
   */
  async #mayStandFor(visitor: Visitor, person: Person): Promise<boolean> {
    if (visitor.admin || person.id === visitor.personId) return true;
    if (person.admin) return false;
    const { councils } = this.#archive;
    const own = await councils.seatsOf(visitor.personId);
    const run = new Set(own.filter(({ roles }) => mayMakeLinksWith(roles)).map(({ councilId }) => councilId));
    return (await councils.seatsOf(person.id)).every(({ councilId }) => run.has(councilId));
  }

  async links(visitor: Visitor, meetingId: string): Promise<Outcome<{ links: JoinLink[] }>> {
    if (!(await this.mayMakeLinks(visitor, meetingId))) return { ok: false, code: 'not_found' };
    return { ok: true, links: await this.#archive.links.listFor(meetingId) };
  }

  async revokeLink(visitor: Visitor, linkId: string): Promise<Outcome> {
    const link = await this.#archive.links.get(linkId);
    if (!link?.meetingId || !(await this.mayMakeLinks(visitor, link.meetingId)))
      return { ok: false, code: 'not_found' };
    await this.#archive.links.revoke(linkId);
    await this.#door.endByLink(linkId);
    return { ok: true };
  }

  async beginSetup(): Promise<string | null> {
    this.#setupToken = (await this.#archive.people.isEmpty()) ? randomBytes(24).toString('base64url') : null;
    return this.#setupToken;
  }

  async setupStands(token: string): Promise<boolean> {
    return this.#setupToken !== null && token === this.#setupToken && (await this.#archive.people.isEmpty());
  }

  redeemSetup(token: string, form: SetupForm, from: Caller): Promise<Outcome<Arrival & { councilId: string }>> {
    return this.#limited<Arrival & { councilId: string }>([['address', from.address]], async () => {
      if (!(await this.setupStands(token))) return { ok: false, code: 'setup_invalid' };
      this.#setupToken = null;
      try {
        const { person, councilId } = await this.#foundFirst(form);
        return { ok: true, ...(await this.#door.begin(person, 'setup', from)), councilId };
      } catch (error) {
        // The address that was printed must be good for another try.
        this.#setupToken = token;
        throw error;
      }
    });
  }

  /** The first administrator, who keeps the office until others are seated, and the first council: one commit (U8). */
  #foundFirst({ username, name, password, council, units }: SetupForm): Promise<{ person: Person; councilId: string }> {
    return this.#archive.roster.change(null, async ({ councils, people }) => {
      const members = units.map((unit) => ({ name: unit.name, part: unit.part ?? guessPart(unit.name) }));
      const { id } = await councils.create({ ...council, units: members });
      const person = await people.create({ username, name, password, admin: true });
      await councils.seat({ councilId: id, personId: person.id, roles: ['secretary', 'recorder'] });
      return { person, councilId: id };
    });
  }

  /** Counts the attempt before it is made, so that many at once are no way around; takes it back unless it guessed. */
  async #limited<T extends object>(keys: LimitKeys, attempt: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const waits = keys.map(([limit, key]) => this.#limits[limit].take(key));
    const giveBack = () => {
      for (const [i, [limit, key]] of keys.entries()) if (waits[i] === 0) this.#limits[limit].refund(key);
    };
    const retryAfter = Math.max(...waits);
    if (retryAfter > 0) {
      giveBack();
      return { ok: false, code: 'rate_limited', retryAfter };
    }
    const outcome = await attempt();
    if (outcome.ok || !guesses.has(outcome.code)) giveBack();
    return outcome;
  }

  /** A link-only person needs a username before a password is of any use. */
  async #nameAccount(person: Person, username: string | undefined): Promise<Outcome> {
    if (person.username !== null) return { ok: true };
    if (!username) return { ok: false, code: 'username_needed' };
    try {
      await this.#archive.people.setUsername(person.id, username);
      return { ok: true };
    } catch (error) {
      if (error instanceof UsernameTaken) return { ok: false, code: 'username_taken' };
      throw error;
    }
  }
}
