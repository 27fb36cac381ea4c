import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp, verify } from '../../server/archive/copies.ts';
import { Chance } from '../desk/chance.ts';
import { placeSample } from '../kept-sample.ts';
import { configIn } from '../protocol/house.ts';
import { atScale } from '../scale.ts';

const tamperings = atScale(500, 20_000);

let home: string;
let whole: string;
/** The archived meeting of the sample: its minutes were signed, objected to, reopened and signed again. */
let signed: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lianxi-tampering-'));
  const config = configIn(join(home, 'data'));
  await placeSample(config.dataDir);
  whole = join(home, 'whole.sqlite');
  expect(await backUp(config, whole)).toMatchObject({ problems: [], counts: { minutes_versions: 2 } });
  const database = new Database(whole, { readonly: true });
  signed = database.prepare("select meeting_id from events where type = 'minutes.signed'").pluck().get() as string;
  database.close();
}, 60_000);
afterAll(() => rmSync(home, { recursive: true }));

type Tamper = (database: Database.Database, chance: Chance) => void;

/** Another letter in the place of one. */
function flip(text: string, chance: Chance): string {
  const at = chance.below(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << chance.below(6))) + text.slice(at + 1);
}

const seqs = (database: Database.Database, type: string): number[] =>
  database.prepare('select seq from events where meeting_id = ? and type like ?').pluck().all(signed, type) as number[];

const change = (database: Database.Database, table: string, column: string, where: string, chance: Chance): void => {
  const old = database.prepare(`select "${column}" from ${table} where ${where}`).pluck().get() as string;
  database.prepare(`update ${table} set "${column}" = ? where ${where}`).run(flip(old, chance));
};

const of = (seq: number) => `meeting_id = '${signed}' and seq = ${seq}`;
const versionOf = (n: number) => `meeting_id = '${signed}' and version = ${n}`;

/** Somebody with the database file and time. Each leaves a store that is false. */
const ways: Record<string, Tamper> = {
  'a letter of a signature': (database, chance) =>
    change(
      database,
      'events',
      chance.pick(['fields', 'actor', 'at', 'hash', 'prev']),
      of(chance.pick(seqs(database, 'minutes.signed'))),
      chance,
    ),
  'a letter of any event': (database, chance) =>
    change(
      database,
      'events',
      chance.pick(['fields', 'actor', 'at', 'type', 'hash', 'prev']),
      of(chance.pick(seqs(database, '%'))),
      chance,
    ),
  'a letter of the signed text': (database, chance) =>
    change(database, 'minutes_versions', chance.pick(['canonical', 'hash']), versionOf(1 + chance.below(2)), chance),
  'another text with its own hash': (database, chance) => {
    const n = 1 + chance.below(2);
    const old = database
      .prepare(`select canonical from minutes_versions where ${versionOf(n)}`)
      .pluck()
      .get() as string;
    const now = flip(old, chance);
    database
      .prepare(`update minutes_versions set canonical = ?, hash = ? where ${versionOf(n)}`)
      .run(now, hash('sha256', now));
  },
  'a final text less': (database, chance) =>
    void database.prepare(`delete from minutes_versions where ${versionOf(1 + chance.below(2))}`).run(),
  'two final texts that changed places': (database) => {
    for (const [from, to] of [
      [1, 9],
      [2, 1],
      [9, 2],
    ] as const)
      database.prepare(`update minutes_versions set version = ${to} where ${versionOf(from)}`).run();
  },
  'a signature less': (database, chance) =>
    void database.prepare(`delete from events where ${of(chance.pick(seqs(database, 'minutes.signed')))}`).run(),
  'a signature less and the numbers closed up': (database, chance) => {
    const gone = chance.pick(seqs(database, 'minutes.signed'));
    database.prepare(`delete from events where ${of(gone)}`).run();
    database.prepare(`update events set seq = seq - 1 where meeting_id = ? and seq > ?`).run(signed, gone);
    database.prepare('update meetings set head_seq = head_seq - 1 where id = ?').run(signed);
  },
  'two events that changed places': (database, chance) => {
    const all = seqs(database, '%');
    const [one, other] = chance.shuffled(all) as [number, number];
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ] as const)
      database.prepare(`update events set seq = ${to} where ${of(from)}`).run();
  },
  'a log cut short': (database, chance) => {
    const all = seqs(database, '%');
    database.prepare('delete from events where meeting_id = ? and seq > ?').run(signed, chance.below(all.length));
  },
  'a log cut short with its head set back before the signatures': (database, chance) => {
    const first = Math.min(...seqs(database, 'minutes.finalised'));
    const last = 1 + chance.below(first - 1);
    const { hash: head } = database.prepare(`select hash from events where ${of(last)}`).get() as { hash: string };
    database.prepare('delete from events where meeting_id = ? and seq > ?').run(signed, last);
    database.prepare('update meetings set head_seq = ?, head_hash = ? where id = ?').run(last, head, signed);
  },
  'an event with a true hash amid the log': (database, chance) => {
    const at = chance.pick(seqs(database, '%'));
    database.prepare('update events set seq = seq + 1000 where meeting_id = ? and seq > ?').run(signed, at);
    database
      .prepare(
        `insert into events select meeting_id, seq + 1, at, type, actor, fields, hash, hash from events where ${of(at)}`,
      )
      .run();
    database.prepare('update events set seq = seq - 999 where meeting_id = ? and seq > 1000').run(signed);
  },
  'a meeting that is no longer listed': (database) => {
    database.prepare('delete from meeting_people where meeting_id = ?').run(signed);
    database.prepare('delete from meetings where id = ?').run(signed);
  },
};

/** A copy that somebody tampered with. */
function tampered(tamper: Tamper, chance: Chance): string {
  const file = join(home, 'tampered.sqlite');
  copyFileSync(whole, file);
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  tamper(database, chance);
  database.close();
  return file;
}

test(
  `[G9] [G10] ${tamperings} tamperings with the log, signatures and signed texts: all are found`,
  { timeout: tamperings * 200 },
  async () => {
    const chance = new Chance().told('tampering with what was signed');
    const names = Object.keys(ways);
    const missed: string[] = [];
    for (let n = 0; n < tamperings; n++) {
      const name = names[n % names.length]!;
      const { problems } = await verify({ dataDir: home }, tampered(ways[name]!, chance));
      if (problems.length === 0) missed.push(name);
    }
    expect(missed, `seed ${chance.seed}`).toEqual([]);
    expect((await verify({ dataDir: home }, whole)).problems).toEqual([]);
  },
);

test.each(Object.keys(ways))('[G10] npm run verify says so and fails: %s', async (name) => {
  const file = tampered(ways[name]!, new Chance());
  const run = promisify(execFile)(process.execPath, ['server/command/verify.ts', file], {
    env: { PATH: process.env['PATH'], DATA_DIR: home },
  });
  await expect(run).rejects.toMatchObject({ code: 1 });
});
