import type { SetupForm } from '#lib/wire/setup-form.ts';
import type { JoinLink, StoredSession } from '../archive/archive.ts';
import type { ApiError } from './answer.ts';
import type { Visitor } from './session.ts';

export { createAccounts } from './account-desk.ts';

/** Where a request comes from, as far as accounts care. */
export interface Caller {
  address: string;
  cookie?: string;
  userAgent?: string;
}

/** Why an account request was turned down (message key `error.<code>`). */
export type AccountRefusal = Extract<
  ApiError,
  | 'wrong_credentials'
  | 'wrong_password'
  | 'rate_limited'
  | 'username_needed'
  | 'username_taken'
  | 'link_invalid'
  | 'setup_invalid'
  | 'not_found'
>;

export type Outcome<T extends object = object> =
  ({ ok: true } & T) | { ok: false; code: AccountRefusal; /** Seconds, with `rate_limited`. */ retryAfter?: number };

/** A session that just began: send `setCookie` as `Set-Cookie`. */
export interface Arrival {
  visitor: Visitor;
  setCookie: string;
}

/** What people do with their accounts; the API and the pages call the same functions. */
export interface Accounts {
  login(form: { username: string; password: string }, from: Caller): Promise<Outcome<Arrival>>;
  logout(visitor: Visitor): Promise<void>;
  /**
   * Changes the password and ends the person's other sessions. Someone who has none yet gives no `current`, but a
   * username when they lack one.
   */
  changePassword(
    visitor: Visitor,
    form: { current?: string; next: string; username?: string },
    from: Caller,
  ): Promise<Outcome>;
  setLocale(visitor: Visitor, locale: string): Promise<void>;
  mySessions(visitor: Visitor): Promise<(StoredSession & { current: boolean })[]>;
  endMySession(visitor: Visitor, sessionId: string): Promise<Outcome>;
  /** Opens a session for the person the link was made for. */
  redeemLink(token: string, from: Caller): Promise<Outcome<Arrival & { meetingId: string | null }>>;
  /** A new link for someone of the meeting, good for `hours`. Needs the right (see `mayMakeLinks`). */
  makeLink(
    visitor: Visitor,
    link: { meetingId: string; personId: string; hours?: number },
  ): Promise<Outcome<{ link: JoinLink; token: string }>>;
  links(visitor: Visitor, meetingId: string): Promise<Outcome<{ links: JoinLink[] }>>;
  /** Revokes a link and ends the sessions it opened. */
  revokeLink(visitor: Visitor, linkId: string): Promise<Outcome>;
  /** Convener or secretary of the meeting's council, or an administrator. */
  mayMakeLinks(visitor: Visitor, meetingId: string): Promise<boolean>;
  /** On an empty store a fresh one-time token for `/setup/<token>`; null when there are accounts already. */
  beginSetup(): Promise<string | null>;
  /** Whether this set-up token is the one that was printed. */
  setupStands(token: string): Promise<boolean>;
  /** Makes the first administrator and council, and opens a session. */
  redeemSetup(token: string, form: SetupForm, from: Caller): Promise<Outcome<Arrival & { councilId: string }>>;
}
