import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openArchive, type Archive } from '../../server/archive/archive.ts';

/** A store to run the contract over: opened anew, opened again on the same data, and thrown away. */
export interface StoreUnderTest {
  name: string;
  /** Address, where it has one. */
  url?: string;
  open(): Promise<Archive>;
  /** Opens the same data again; null where nothing outlives the process. */
  reopen: (() => Promise<Archive>) | null;
  drop(): Promise<void>;
}

const ballotKey = randomBytes(32);

export function memoryStore(): StoreUnderTest {
  return {
    name: 'SQLite in memory',
    open: () => openArchive({ dataDir: ':memory:', ballotKey }),
    reopen: null,
    drop: async () => {},
  };
}

export function fileStore(): StoreUnderTest {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-archive-'));
  const open = () => openArchive({ dataDir });
  return { name: 'SQLite file', open, reopen: open, drop: async () => rmSync(dataDir, { recursive: true }) };
}

/** Where the tests look for a PostgreSQL. */
const server = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A database of its own on the local PostgreSQL; null, and a sentence, when none answers. */
export async function postgresStore(): Promise<StoreUnderTest | null> {
  const admin = new Client({ connectionString: server, connectionTimeoutMillis: 2000 });
  try {
    await admin.connect();
  } catch (error) {
    process.stderr.write(`PostgreSQL is not reachable, its contract is SKIPPED: ${String(error)}\n`);
    return null;
  }
  const name = `lianxi_test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const open = () => openArchive({ databaseUrl: url.href, ballotKey });
  return {
    name: 'PostgreSQL',
    url: url.href,
    open,
    reopen: open,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
