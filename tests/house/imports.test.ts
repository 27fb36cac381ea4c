import { describe, expect, test } from 'vitest';
import { type ImportLine, codeOf, filesBelow, importsOf } from './tree.ts';

/**
 * The rooms of the house and which others each may import values from; `types` lists those it may know by type only.
 * The same table is in the README. A room may always import from itself.
 */
const rooms: Record<string, { values: string[]; types?: string[]; packages?: RegExp }> = {
  'src/lib/meeting/': { values: [], packages: /^$/ },
  'src/lib/document/': { values: ['src/lib/meeting/', 'src/lib/messages/'] },
  'src/lib/wire/': { values: ['src/lib/meeting/'], packages: /^valibot$/ },
  'src/lib/messages/': { values: [], types: ['src/lib/meeting/', 'src/lib/wire/'], packages: /^$/ },
  'src/lib/live/': { values: ['src/lib/wire/', 'src/lib/meeting/', 'src/lib/document/', 'src/lib/messages/'] },
  'src/lib/views/': {
    values: ['src/lib/live/', 'src/lib/wire/', 'src/lib/meeting/', 'src/lib/document/', 'src/lib/messages/'],
  },
  'src/lib/server/': { values: ['src/lib/wire/', 'src/lib/messages/'], types: ['server/'] },
  'server/archive/': { values: [], types: ['src/lib/meeting/'] },
  'server/rooms/': {
    values: ['src/lib/meeting/', 'src/lib/wire/', 'src/lib/document/', 'src/lib/messages/'],
    types: ['server/archive/', 'server/door/'],
  },
  'server/door/': {
    values: ['src/lib/meeting/', 'src/lib/wire/', 'src/lib/document/', 'src/lib/messages/', 'server/rooms/'],
    types: ['server/archive/', 'server/office/', 'server/post/'],
  },
  'server/office/': {
    values: ['src/lib/meeting/', 'src/lib/wire/', 'src/lib/document/', 'src/lib/messages/', 'server/export/'],
    types: ['server/archive/', 'server/rooms/', 'server/door/', 'server/post/'],
  },
  'server/export/': { values: ['src/lib/meeting/', 'src/lib/document/', 'src/lib/messages/'] },
  'server/post/': {
    values: ['src/lib/meeting/', 'src/lib/document/', 'src/lib/wire/', 'src/lib/messages/', 'server/export/'],
    types: ['server/archive/', 'server/rooms/'],
  },
};

/** What the archive shows to others by value: its errors, hashes, passwords and the normal form of usernames. */
const frontPages = ['server/archive/archive.ts', 'server/archive/passwords.ts', 'server/archive/people.ts'];

const isPackage = (target: string) => !/^(src|server|tests|static)\//.test(target);
const show = ({ from, target, typeOnly }: ImportLine) => `${from} imports ${typeOnly ? 'type ' : ''}${target}`;

function isAllowed(room: string, line: ImportLine): boolean {
  const { values, types = [], packages = /./ } = rooms[room]!;
  if (isPackage(line.target)) return packages.test(line.target);
  // A folder's own neighbours that are no room (server/config.ts, server/log.ts) may be used by the rooms of the server.
  if (/^server\/[^/]+\.ts$/.test(line.target) && room.startsWith('server/')) return line.target !== 'server/house.ts';
  return [room, ...values, ...(room.startsWith('server/') ? frontPages : []), ...(line.typeOnly ? types : [])].some(
    (allowed) => line.target.startsWith(allowed),
  );
}

describe('who may import whom', () => {
  test.each(Object.keys(rooms))('%s imports only what the map allows', (room) => {
    const files = filesBelow(room.startsWith('src') ? 'src' : 'server', '.ts', '.svelte').filter((file) =>
      file.startsWith(room),
    );
    const strangers = files.flatMap(importsOf).filter((line) => !isAllowed(room, line));
    expect(strangers.map(show)).toEqual([]);
  });

  test('src never imports a value from server', () => {
    const lines = filesBelow('src', '.ts', '.svelte').flatMap(importsOf);
    expect(lines.filter((line) => line.target.startsWith('server/') && !line.typeOnly).map(show)).toEqual([]);
  });

  test('server never imports Svelte or the browser’s live side', () => {
    const lines = filesBelow('server', '.ts').flatMap(importsOf);
    const foreign = /(\.svelte$|\.svelte\.ts$|^svelte|^src\/lib\/(live|views)\/|^src\/routes\/)/;
    expect(lines.filter((line) => foreign.test(line.target)).map(show)).toEqual([]);
  });

  test('only the house opens the archive; rooms and door use it by its front page', () => {
    const files = filesBelow('server', '.ts').filter((file) => /^server\/(door|rooms|office|export|post)\//.test(file));
    const values = files
      .flatMap(importsOf)
      .filter((line) => line.target.startsWith('server/archive/') && !line.typeOnly);
    expect(values.filter((line) => !frontPages.includes(line.target)).map(show)).toEqual([]);
    expect(files.filter((file) => /\bopenArchive\b/.test(codeOf(file)))).toEqual([]);
  });

  test('the rules know no clock, randomness or outside world', () => {
    const forbidden = /\b(Date\.now|new Date\(\)|Math\.random|crypto\.|process\.|globalThis|setTimeout|performance\.)/;
    const files = filesBelow('src', '.ts').filter((file) => file.startsWith('src/lib/meeting/'));
    const found = files.filter((file) => forbidden.test(codeOf(file)));
    expect(found).toEqual([]);
  });
});
