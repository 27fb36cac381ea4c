import { sql, type Kysely } from 'kysely';
import { createBallotBox, type BallotBox } from './ballot-box.ts';
import { ballotKeyIn } from './ballot-key.ts';
import { createCharters, type Charters } from './charters.ts';
import { createContacts, type Contacts } from './contacts.ts';
import { createCalendars, type Calendars } from './calendars.ts';
import { createCouncils, type Councils } from './councils.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { openPostgres, openSqlite } from './dialect.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createFiles, type Files } from './files.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { createGroups, type Groups } from './groups.ts';
import { createJoinLinks, type JoinLinks } from './join-links.ts';
import { createMatters, type Matters } from './matters.ts';
import { migrate } from './migrations.ts';
import { createMinutesStore, type MinutesStore } from './minutes-store.ts';
import { createPeople, type People } from './people.ts';
import { createPlans, type Plans } from './plans.ts';
import { createPostSettings, type PostSettings } from './post-settings.ts';
import { createRoster, type Roster } from './roster.ts';
import type { Schema } from './schema.ts';
import { createSessions, type Sessions } from './sessions.ts';

export type { BallotBox, SealedBallot } from './ballot-box.ts';
export { canonicalJson, chainHash, noHash, type StoredEvent } from './chain.ts';
export { SeqConflict, type CommandAnswer, type CommitBatch, type NewEvent } from './commit.ts';
export type { Calendars, StoredYear } from './calendars.ts';
export type { CharterDraft, Charters, PublishedCharter } from './charters.ts';
export type { EventLog } from './event-log.ts';
export type { Contact, Contacts } from './contacts.ts';
export type { CouncilSeat, Councils, NewSeat, NewUnit, StoredCouncil } from './councils.ts';
export type { Deliveries, Delivery, DeliveryChannel, DeliveryState, NewDelivery } from './deliveries.ts';
export type { Files, StoredFile } from './files.ts';
export type { Inbox } from './inbox.ts';
export type { GroupTask, Groups, StoredGroup } from './groups.ts';
export type { JoinLink, JoinLinks } from './join-links.ts';
export type { MatterOrder, MatterQuery } from './matter-list.ts';
export type { MatterChange, NewMatter, StoredMatter } from './matter-row.ts';
export { MatterMoved, type MatterMove, type Matters, type MatterStep } from './matters.ts';
export type { MeetingList, MeetingSummary } from './meeting-list.ts';
export type { FinalVersion, LateEdit, MinutesStore, StoredMinutes } from './minutes-store.ts';
export { UsernameTaken, type NewPerson, type People, type Person } from './people.ts';
export type { MeetingNumber, Plans, StoredSeries } from './plans.ts';
export type { CouncilPost, PostSettings } from './post-settings.ts';
export type { Roster, RosterChange, SeatChange } from './roster.ts';
export type { SessionMethod, SessionPerson, Sessions, StoredSession } from './sessions.ts';

/** Where the store is. Without `databaseUrl` it is SQLite in `dataDir` (default `:memory:`). */
export interface ArchiveConfig {
  dataDir?: string;
  databaseUrl?: string;
  /** 32 bytes; without it a key file in `dataDir` is read, or made on first use. */
  ballotKey?: Buffer;
  /** Told when an idle connection to the database broke; the next query opens a new one. */
  onFault?: (error: Error) => void;
}

/** Everything that lasts. Each part is one noun; only files in this directory touch `db`. */
export interface Archive {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Kysely<Schema>;
  readonly events: EventLog;
  readonly ballots: BallotBox;
  readonly minutes: MinutesStore;
  readonly people: People;
  readonly sessions: Sessions;
  readonly councils: Councils;
  readonly charters: Charters;
  readonly contacts: Contacts;
  readonly roster: Roster;
  readonly groups: Groups;
  readonly links: JoinLinks;
  readonly files: Files;
  readonly matters: Matters;
  readonly calendars: Calendars;
  readonly deliveries: Deliveries;
  readonly inbox: Inbox;
  readonly plans: Plans;
  readonly postSettings: PostSettings;
  /** @throws when the store does not answer */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to this release.
 * @throws UnsafeStore, NewerStore, or the driver's error
 */
export async function openArchive(config: ArchiveConfig = {}): Promise<Archive> {
  const dataDir = config.dataDir ?? ':memory:';
  const { db, dialect } = config.databaseUrl
    ? await openPostgres(config.databaseUrl, config.onFault)
    : openSqlite(dataDir);
  try {
    await migrate(db, dialect);
    const ballots = createBallotBox(db, dialect, config.ballotKey ?? ballotKeyIn(dataDir));
    return {
      kind: dialect.kind,
      db,
      events: createEventLog(db, dialect, ballots),
      ballots,
      minutes: createMinutesStore(db, dialect),
      people: createPeople(db, dialect),
      sessions: createSessions(db),
      councils: createCouncils(db),
      charters: createCharters(db),
      contacts: createContacts(db),
      roster: createRoster(db, dialect),
      groups: createGroups(db),
      links: createJoinLinks(db),
      files: createFiles(db),
      matters: createMatters(db),
      calendars: createCalendars(db),
      deliveries: createDeliveries(db),
      inbox: createInbox(db),
      plans: createPlans(db),
      postSettings: createPostSettings(db),
      ready: async () => void (await sql`select 1`.execute(db)),
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
