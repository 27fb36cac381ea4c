import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** How a person is reached; empty where nothing is known, or where it was hidden when they left. */
export interface Contact {
  readonly email: string;
  readonly phone: string;
}

/** Addresses and telephone numbers, kept beside the accounts so that they can be hidden (domain.md rule 18). */
export interface Contacts {
  /** Both empty for somebody of whom nothing is known. */
  of(personId: string): Promise<Contact>;
  /** The contacts of many; those of whom nothing is known are not in the answer. */
  many(personIds: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
  /** Sets both; what was hidden is shown again. */
  set(personId: string, contact: Contact): Promise<void>;
  /** Hides what is known, until it is set anew. */
  hide(personId: string): Promise<void>;
}

const nothing: Contact = { email: '', phone: '' };
const idsPerQuery = 500;

/** Makes the contacts over a store, or over one of its transactions. */
export function createContacts(db: Kysely<Schema> | Transaction<Schema>): Contacts {
  const many = async (personIds: readonly string[]) => {
    const found = new Map<string, Contact>();
    for (let from = 0; from < personIds.length; from += idsPerQuery) {
      const rows = await db
        .selectFrom('contacts')
        .selectAll()
        .where('person_id', 'in', personIds.slice(from, from + idsPerQuery))
        .where('hidden_at', 'is', null)
        .execute();
      for (const { person_id, email, phone } of rows) found.set(person_id, { email, phone });
    }
    return found;
  };
  return {
    many,
    of: async (personId) => (await many([personId])).get(personId) ?? nothing,
    async set(personId, { email, phone }) {
      await db
        .insertInto('contacts')
        .values({ person_id: personId, email, phone, hidden_at: null })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ email, phone, hidden_at: null }))
        .execute();
    },
    async hide(personId) {
      await db
        .updateTable('contacts')
        .set({ hidden_at: new Date().toISOString() })
        .where('person_id', '=', personId)
        .execute();
    },
  };
}
