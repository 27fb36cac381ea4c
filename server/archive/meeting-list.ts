import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** What a list of meetings shows. `council` is the council's id, `startsAt` ISO. */
export interface MeetingSummary {
  id: string;
  title: string;
  stage: string;
  council: string;
  startsAt: string;
}

/** Where people find their meetings; kept in the commit that changes a meeting. */
export interface MeetingList {
  /** Meetings this person may see, latest first. */
  listFor(personId: string): Promise<MeetingSummary[]>;
  /** Every meeting of a council, latest first. */
  ofCouncil(councilId: string): Promise<MeetingSummary[]>;
  /** A meeting's entry with everyone who may see it; null: no such meeting. */
  entry(meetingId: string): Promise<(MeetingSummary & { people: string[] }) | null>;
  /** Every meeting's id, for verification and migration. */
  meetingIds(): Promise<string[]>;
}

const shown = ['id', 'title', 'stage', 'council_id as council', 'starts_at as startsAt'] as const;

/** Makes the list over a store. */
export function createMeetingList(db: Kysely<Schema>): MeetingList {
  return {
    listFor: (personId) =>
      db
        .selectFrom('meeting_people')
        .innerJoin('meetings', 'meetings.id', 'meeting_people.meeting_id')
        .select(shown)
        .where('person_id', '=', personId)
        .orderBy('starts_at', 'desc')
        .orderBy('id')
        .execute(),
    ofCouncil: (councilId) =>
      db
        .selectFrom('meetings')
        .select(shown)
        .where('council_id', '=', councilId)
        .orderBy('starts_at', 'desc')
        .orderBy('id')
        .execute(),
    async entry(meetingId) {
      const summary = await db.selectFrom('meetings').select(shown).where('id', '=', meetingId).executeTakeFirst();
      if (!summary) return null;
      const rows = await db
        .selectFrom('meeting_people')
        .select('person_id')
        .where('meeting_id', '=', meetingId)
        .execute();
      return { ...summary, people: rows.map((row) => row.person_id) };
    },
    async meetingIds() {
      const rows = await db.selectFrom('meetings').select('id').orderBy('id').execute();
      return rows.map((row) => row.id);
    },
  };
}

/** Part of a commit: who finds the meeting in their list from now on. */
export async function listPeople(
  trx: Transaction<Schema>,
  meetingId: string,
  people: readonly string[],
): Promise<void> {
  await trx.deleteFrom('meeting_people').where('meeting_id', '=', meetingId).execute();
  const rows = Array.from(new Set(people), (person_id) => ({ meeting_id: meetingId, person_id }));
  if (rows.length > 0) await trx.insertInto('meeting_people').values(rows).execute();
}
