import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { backUp, CopyRefused, restore, verify } from '../../server/archive/copies.ts';
import { postgresStore } from './stores.ts';

const sha = (text: string) => hash('sha256', text);
const at = '2026-11-24T02:00:00.000Z';
let home: string;
let dataDir: string;
let file: string;
let archive: Archive;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'lianxi-copies-'));
  [dataDir, file] = [join(home, 'data'), join(home, 'backup.sqlite')];
  archive = await openArchive({ dataDir });
  await fill(archive);
});
afterEach(async () => {
  await archive.close().catch(() => {});
  rmSync(home, { recursive: true });
});

async function fill(store: Archive): Promise<void> {
  const person = await store.people.create({ username: 'zhang', name: '张三', password: 'a good password' });
  const council = await store.councils.create({ name: '会', charterId: 'x', units: [{ name: '甲' }, { name: '乙' }] });
  await store.councils.seat({ councilId: council.id, personId: person.id, roles: ['recorder'] });
  for (const id of ['m1', 'm2']) await grow(store, id, 0, 30);
  const version = { version: 1, hash: sha('{}'), canonical: '{}', state: new Uint8Array([1]), at, by: person.id };
  const fields = { version: 1, hash: version.hash, signers: [] };
  const finalised = { seq: 31, at, type: 'minutes.finalised', actor: person.id, fields };
  await store.events.append('m1', 30, { events: [finalised], answers: [], ballots: [], emptied: [], version });
}

async function grow(store: Archive, id: string, from: number, count: number): Promise<void> {
  await store.events.append(id, from, {
    events: Array.from({ length: count }, (_, i) => ({
      seq: from + i + 1,
      at,
      type: 'meeting.noted',
      actor: 'system',
      fields: { n: i },
    })),
    answers: [{ commandId: `c${from}`, bodyDigest: 'd', answer: '{}', personId: 'p' }],
    ballots: [{ voteId: 'v', slot: `u${from}`, choice: 'approve', receipt: null }],
    emptied: [],
    summary: { id, title: '会', stage: 'inSession', council: 'c', startsAt: at, people: ['p'] },
  });
}

test('[G17] a backup taken while the house runs is restored with equal counts, hashes and chains', async () => {
  const saved = await backUp({ dataDir }, file);
  expect(saved).toMatchObject({ problems: [], counts: { meetings: 2, events: 61, people: 1, minutes_versions: 1 } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(home).toSorted()).toEqual(['backup.sqlite', 'data']);
  await grow(archive, 'm1', 31, 5);

  const other = join(home, 'other');
  const restored = await restore({ dataDir: other }, file, false);
  expect(restored).toEqual(saved);
  const again = await openArchive({ dataDir: other });
  expect(await again.people.authenticate('zhang', 'a good password')).not.toBeNull();
  expect(await again.events.head('m1')).toMatchObject({ seq: 31 });
  await grow(again, 'm1', 31, 1);
  await again.close();
});

test('[G17] commits that go on during the backup do not spoil it', async () => {
  const saving = backUp({ dataDir }, file);
  for (let seq = 30; seq < 60; seq++) {
    await grow(archive, 'm2', seq, 1);
    await new Promise(setImmediate);
  }
  expect((await saving).problems).toEqual([]);
  expect((await verify({ dataDir })).problems).toEqual([]);
});

test('[G17] sessions do not come back with a restore', async () => {
  const person = (await archive.people.byUsername('zhang'))!;
  const later = new Date(Date.now() + 1e6).toISOString();
  const session = { id: 's', personId: person.id, createdAt: at, seenAt: at, expiresAt: later, endsAt: later };
  await archive.sessions.add({ ...session, method: 'password', device: '' });
  await backUp({ dataDir }, file);
  await restore({ dataDir: join(home, 'other') }, file, false);
  const again = await openArchive({ dataDir: join(home, 'other') });
  expect(await again.sessions.get('s')).toBeNull();
  await again.close();
});

test('[G17] a backup never overwrites, and a restore neither a store nor a running house', async () => {
  await backUp({ dataDir }, file);
  await expect(backUp({ dataDir }, file)).rejects.toThrow(CopyRefused);
  await expect(restore({ dataDir }, file, false)).rejects.toThrow('--replace');
  await expect(restore({ dataDir }, file, true)).rejects.toThrow('stop the house first');
  await grow(archive, 'm1', 31, 1);
  await archive.close();
  await restore({ dataDir }, file, true);
  const aside = readdirSync(dataDir).find((name) => name.includes('.before-'))!;
  expect((await verify({ dataDir })).counts.events).toBe(61);
  expect((await verify({ dataDir }, join(dataDir, aside))).counts.events).toBe(62);
});

test.each([
  [
    'an altered event',
    "update events set fields = '{\"n\":9}' where meeting_id = 'm2' and seq = 7",
    'event 7 was altered',
  ],
  ['a deleted event', "delete from events where meeting_id = 'm2' and seq = 7", 'event 7 is missing'],
  ['altered minutes', "update minutes_versions set canonical = '{ }'", 'other hash'],
])('[G17] [G10] verify finds %s, and such a file is not restored', async (_what, tampering, problem) => {
  await backUp({ dataDir }, file);
  const copy = new Database(file);
  copy.exec(tampering);
  copy.close();
  expect((await verify({ dataDir }, file)).problems.join()).toContain(problem);
  await expect(restore({ dataDir: join(home, 'other') }, file, false)).rejects.toThrow('is damaged');
  expect(existsSync(join(home, 'other', 'lianxi.sqlite'))).toBe(false);
});

test('[G17] the commands say what they did, and fail with one sentence', async () => {
  const run = (name: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [`server/command/${name}.ts`, ...args], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    });
  const saved = await run('backup', file);
  expect(saved.stdout).toMatch(
    /^saved .*\n2 meetings, 61 events, 1 final minutes, 1 people\nfingerprint [0-9a-f]{64}\n/,
  );
  const seen = await run('verify', file);
  expect(seen.stdout).toContain('all of it holds together');
  await expect(run('restore', file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/--replace.*\n$/),
  });
  await archive.close();
  expect((await run('restore', file, '--replace')).stdout).toContain('counts, hashes and chains equal');
  await expect(run('backup')).rejects.toMatchObject({ code: 1, stderr: 'usage: npm run backup -- FILE\n' });
});

const postgres = await postgresStore();
test.skipIf(!postgres)('[G17] PostgreSQL is saved to the same file and restored from it', async () => {
  const { url, drop, open } = postgres!;
  try {
    const sqlite = await backUp({ dataDir }, file);
    expect(await restore({ dataDir, databaseUrl: url }, file, false)).toEqual(sqlite);
    await expect(restore({ dataDir, databaseUrl: url }, file, false)).rejects.toThrow('not empty');
    const live = await open();
    await grow(live, 'm1', 31, 3);
    await live.close();
    const second = join(home, 'second.sqlite');
    const saved = await backUp({ dataDir, databaseUrl: url }, second);
    expect(saved.counts.events).toBe(64);
    expect(await verify({ dataDir, databaseUrl: url })).toEqual(saved);
    expect(await restore({ dataDir: join(home, 'other') }, second, false)).toEqual(saved);
  } finally {
    await drop();
  }
});
