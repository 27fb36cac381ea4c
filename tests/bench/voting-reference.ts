import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Server } from 'socket.io';
import { serve } from './server-process.ts';

/** The reference: Socket.IO and SQLite with no rules, one commit per turn of the event loop, one count per 50 ms. */
const database = new Database(join(mkdtempSync(join(tmpdir(), 'lianxi-bench-')), 'reference.sqlite'));
database.pragma('journal_mode = wal');
database.pragma('synchronous = full');
database.exec('create table ballots (voter text primary key, choice text)');
const insert = database.prepare(
  'insert into ballots values (?, ?) on conflict (voter) do update set choice = excluded.choice',
);

let waiting: { voter: string; choice: string; done: () => void }[] = [];
let counted = 0;
let counting: NodeJS.Timeout | null = null;

const commit = database.transaction((group: typeof waiting) => {
  for (const { voter, choice } of group) insert.run(voter, choice);
});

function turn(): void {
  const group = waiting;
  waiting = [];
  commit(group);
  for (const { done } of group) done();
  counted += group.length;
  counting ??= setTimeout(() => {
    counting = null;
    io.emit('count', counted);
  }, 50);
}

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, httpCompression: false, serveClient: false });
io.on('connection', (socket) => {
  socket.on('begin', (done: () => void) => {
    database.exec('delete from ballots');
    counted = 0;
    done();
  });
  socket.on('cast', (voter: string, choice: string, done: () => void) => {
    if (waiting.push({ voter, choice, done }) === 1) setImmediate(turn);
  });
});
http.listen(0, '127.0.0.1', () => serve({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }));
