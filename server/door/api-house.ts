import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as v from 'valibot';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import type { Archive } from '../archive/archive.ts';
import type { Config } from '../config.ts';
import type { Office } from '../office/office.ts';
import type { Accounts, Caller } from './accounts.ts';
import type { Answer, ApiError } from './answer.ts';
import type { Metrics } from './metrics.ts';
import type { SessionDoor, Visitor } from './session.ts';

/** What the HTTP interface needs of the house. */
export interface ApiHouse {
  readonly config: Pick<Config, 'origin' | 'allowMissingOrigin' | 'metricsToken' | 'trustProxy'>;
  readonly archive: Archive;
  readonly sessions: SessionDoor;
  readonly accounts: Accounts;
  readonly office: Office;
  readonly meetings: {
    /** The meeting as this person may see it; null: no such meeting, or not theirs. */
    state(meetingId: string, personId: string): Promise<Meeting | null>;
  };
  readonly minutes: {
    /** Canonical JSON of the minutes as they are now. */
    current(meetingId: string): Promise<string>;
  };
  /** Printers of canonical minutes, and of a meeting's notice (null: none was given). */
  readonly print: {
    html(canonical: string): string;
    markdown(canonical: string): string;
    notice(meeting: Meeting, locale: string): Buffer | null;
  };
  readonly metrics: Metrics;
  /** False while starting and draining. */
  isReady(): boolean;
  /** The sentence `error.<code>` in a language of the catalogs. */
  message(locale: string, code: ApiError | Refusal, params?: Record<string, string>): string;
  /** Logs a bug and answers the id under which it is found. */
  fault(error: unknown): string;
}

/** One request at its route. */
export interface Visit<Body = unknown> {
  house: ApiHouse;
  req: IncomingMessage;
  res: ServerResponse;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Body;
  from: Caller;
}

/** The same with a visitor, on routes that need one. */
export type MemberVisit<Body = unknown> = Visit<Body> & { visitor: Visitor };

/** A route: `path` with `:name` segments; `open` needs no session. `null` as answer: already sent. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  open: boolean;
  schema?: v.GenericSchema;
  handle(visit: MemberVisit<never>): Promise<Answer | null> | Answer | null;
}

/** A route for anybody. */
export function openRoute<S extends v.GenericSchema>(
  method: Route['method'],
  path: string,
  handle: (visit: Visit<v.InferOutput<S>>) => Promise<Answer | null> | Answer | null,
  schema?: S,
): Route {
  return { method, path, open: true, schema, handle };
}

/** A route for people with a session. */
export function memberRoute<S extends v.GenericSchema>(
  method: Route['method'],
  path: string,
  handle: (visit: MemberVisit<v.InferOutput<S>>) => Promise<Answer | null> | Answer | null,
  schema?: S,
): Route {
  return { method, path, open: false, schema, handle };
}
