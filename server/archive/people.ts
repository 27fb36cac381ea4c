import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import type { Schema } from './schema.ts';

/** An account. Without a username the person comes in by personal links only. */
export interface Person {
  id: string;
  username: string | null;
  name: string;
  locale: string;
  admin: boolean;
  disabled: boolean;
  hasPassword: boolean;
}

export interface NewPerson {
  id?: string;
  username?: string | null;
  name: string;
  locale?: string;
  admin?: boolean;
  password?: string;
}

/** Another account has this username. */
export class UsernameTaken extends Error {}

/** The accounts. Usernames are compared in their normal form (NFKC, lower case, trimmed). */
export interface People {
  /** @throws UsernameTaken */
  create(person: NewPerson): Promise<Person>;
  get(id: string): Promise<Person | null>;
  byUsername(username: string): Promise<Person | null>;
  list(): Promise<Person[]>;
  /** The person, when the password is theirs and they are not disabled; takes as long for an unknown username. */
  authenticate(username: string, password: string): Promise<Person | null>;
  passwordIs(personId: string, password: string): Promise<boolean>;
  setPassword(personId: string, password: string): Promise<void>;
  /** Gives a link-only person a username. @throws UsernameTaken */
  setUsername(personId: string, username: string): Promise<void>;
  setLocale(personId: string, locale: string): Promise<void>;
  setDisabled(personId: string, disabled: boolean): Promise<void>;
  /** True until the first account is made. */
  isEmpty(): Promise<boolean>;
}

/** A username as it is stored and compared. */
export function normalUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

/** Makes the accounts over a store, or over one of its transactions. */
export function createPeople(db: Kysely<Schema> | Transaction<Schema>, dialect: StoreDialect): People {
  const one = async (column: 'id' | 'username', value: string) =>
    (await db.selectFrom('people').selectAll().where(column, '=', value).executeTakeFirst()) ?? null;
  const set = async (id: string, values: Partial<Schema['people']>) => {
    await db.updateTable('people').set(values).where('id', '=', id).execute();
  };
  const unlessTaken = async <T>(username: string | null | undefined, write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } catch (error) {
      throw dialect.isTaken(error) && username ? new UsernameTaken('username is taken') : error;
    }
  };
  return {
    async create(person) {
      const row: Schema['people'] = {
        id: person.id ?? randomUUID(),
        username: person.username ? normalUsername(person.username) : null,
        name: person.name,
        password_hash: person.password === undefined ? null : await hashPassword(person.password),
        locale: person.locale ?? 'zh-CN',
        admin: person.admin ? 1 : 0,
        disabled: 0,
        created_at: new Date().toISOString(),
      };
      await unlessTaken(row.username, db.insertInto('people').values(row).execute());
      return fromRow(row);
    },
    get: async (id) => personOrNull(await one('id', id)),
    byUsername: async (username) => personOrNull(await one('username', normalUsername(username))),
    list: async () => (await db.selectFrom('people').selectAll().orderBy('name').orderBy('id').execute()).map(fromRow),
    async authenticate(username, password) {
      const row = await one('username', normalUsername(username));
      const matches = await passwordMatches(row?.password_hash ?? null, password);
      return row && matches && row.disabled === 0 ? fromRow(row) : null;
    },
    async passwordIs(personId, password) {
      const row = await one('id', personId);
      return passwordMatches(row?.password_hash ?? null, password);
    },
    setPassword: async (personId, password) => set(personId, { password_hash: await hashPassword(password) }),
    setUsername: (personId, username) => unlessTaken(username, set(personId, { username: normalUsername(username) })),
    setLocale: (personId, locale) => set(personId, { locale }),
    setDisabled: (personId, disabled) => set(personId, { disabled: disabled ? 1 : 0 }),
    isEmpty: async () => (await db.selectFrom('people').select('id').limit(1).execute()).length === 0,
  };
}

function personOrNull(row: Selectable<Schema['people']> | null): Person | null {
  return row && fromRow(row);
}

function fromRow(row: Selectable<Schema['people']>): Person {
  const { id, username, name, locale } = row;
  return {
    id,
    username,
    name,
    locale,
    admin: row.admin === 1,
    disabled: row.disabled === 1,
    hasPassword: row.password_hash !== null,
  };
}
