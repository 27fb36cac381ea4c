import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Mailer } from './mail.ts';
import type { Webhooks } from './webhook.ts';

/** What the post is made of. */
export interface PostParts {
  readonly archive: Archive;
  readonly rooms: Rooms;
  readonly clock: Clock;
  /** Null: no mail server is set, so no mails are queued. */
  readonly mailer: Mailer | null;
  readonly webhooks: Webhooks;
  /** Where people reach the house, without a slash at the end. */
  readonly address: () => string;
  /** Told of a fault that nobody waits for. */
  readonly onFault: (error: unknown) => void;
  /** Told of every delivery that was settled. */
  readonly onSettled?: (channel: string, state: string) => void;
}

/** The clock's time as the store has it. */
export const instantOf = (clock: Clock): string => new Date(clock.now()).toISOString();
