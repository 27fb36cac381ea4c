import type { Meeting, MeetingEvent, Command } from '../meeting/meeting.ts';
import type { PersonId } from '../meeting/names.ts';
import type { Refusal } from '../meeting/refusal.ts';

/** Why the wire itself says no: besides the rules' refusals. */
export type WireError =
  'malformed' | 'not_found' | 'conflict' | 'busy' | 'too_many_requests' | 'session_ended' | 'fault';

/** `message` is one sentence in the user's language; `fault` carries an id to report. */
export interface Denied {
  readonly ok: false;
  readonly code: Refusal | WireError;
  readonly message: string;
}

/** Who has come to be connected and who no longer is, gathered over a moment. */
export interface PresenceMessage {
  readonly meetingId: string;
  readonly came: readonly PersonId[];
  readonly went: readonly PersonId[];
}

/** The person as the server knows them. */
export interface You {
  readonly personId: PersonId;
  readonly name: string;
}

export type JoinAnswer =
  | {
      readonly ok: true;
      readonly seq: number;
      readonly serverTime: string;
      readonly you: You;
      /** Who is connected now, each once. */
      readonly here: readonly PersonId[];
      /** The whole state, when `since` was missing or too long ago. */
      readonly state?: Meeting;
      /** The events after `since`, in order. */
      readonly events?: readonly MeetingEvent[];
    }
  | Denied;

/** `receipt` comes with a secret ballot only: what the voter looks for in the published list. */
export type CommandAnswer = { readonly ok: true; readonly seq: number; readonly receipt?: string } | Denied;

export type CommandPayload = { readonly meetingId: string; readonly id: string } & Command;

export interface EventsMessage {
  readonly meetingId: string;
  readonly events: readonly MeetingEvent[];
}

/** Why a socket is told to go: the session ended, the seat was withdrawn, the server restarts. */
export interface FarewellMessage {
  readonly reason: 'session_ended' | 'removed' | 'restarting';
  readonly meetingId?: string;
}

export interface ClientToServer {
  'meeting:join': (payload: { meetingId: string; since?: number }, answer: (answer: JoinAnswer) => void) => void;
  'meeting:command': (payload: CommandPayload, answer: (answer: CommandAnswer) => void) => void;
  'meeting:leave': (payload: { meetingId: string }, answer: (answer: { ok: true } | Denied) => void) => void;
}

export interface ServerToClient {
  'meeting:events': (message: EventsMessage) => void;
  'meeting:presence': (message: PresenceMessage) => void;
  'session:farewell': (message: FarewellMessage) => void;
}
