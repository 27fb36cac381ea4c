import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { NewerStore } from '../../server/archive/migrations.ts';

let dataDir: string;
let archive: Archive;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lianxi-sqlite-'));
  archive = await openArchive({ dataDir });
});
afterEach(async () => {
  await archive.close();
  rmSync(dataDir, { recursive: true });
});

const pragma = async (name: string) => {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(archive.db);
  return Object.values(rows[0]!)[0];
};

test('[G1] a commit waits for the disk', async () => {
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
});

test('[G15] what is deleted is overwritten, and keys hold', async () => {
  expect(await pragma('secure_delete')).toBe(1);
  expect(await pragma('foreign_keys')).toBe(1);
});

test('[G15] the ballot key lies beside the database, for its owner only', () => {
  const path = join(dataDir, 'ballot.key');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const key = readFileSync(path, 'utf8').trim();
  for (const file of readdirSync(dataDir).filter((name) => name.startsWith('lianxi.sqlite'))) {
    const bytes = readFileSync(join(dataDir, file));
    expect(bytes.includes(key)).toBe(false);
    expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
  }
});

test('[G15] neither database nor write-ahead log holds a choice, a receipt, or the slot of an emptied vote', async () => {
  const slots = Array.from({ length: 12 }, () => archive.ballots.randomSlot());
  const receipts = slots.map((_slot, i) => archive.ballots.receipt('m', 'v', `c${i}`));
  for (const [i, slot] of slots.entries()) {
    const ballot = { voteId: 'v', slot, choice: `choice-of-nobody-${i}`, receipt: receipts[i]! };
    await archive.events.append('m', i, {
      events: [{ seq: i + 1, at: new Date(0).toISOString(), type: 'ballot.received', actor: `p${i}`, fields: {} }],
      answers: [],
      ballots: [ballot],
      emptied: [],
    });
  }
  const found = (text: string) =>
    readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name)).includes(text));
  expect(found(slots[0]!)).not.toEqual([]);
  for (const [i, receipt] of receipts.entries()) {
    expect(found(receipt)).toEqual([]);
    expect(found(`choice-of-nobody-${i}`)).toEqual([]);
  }
  await archive.events.append('m', 12, { events: [], answers: [], ballots: [], emptied: ['v'] });
  for (const slot of slots) expect(found(slot)).toEqual([]);
});

test('a store of a newer release is left alone', async () => {
  await archive.db.insertInto('migrations').values({ number: 99, applied_at: '' }).execute();
  await expect(openArchive({ dataDir })).rejects.toThrow(NewerStore);
});
