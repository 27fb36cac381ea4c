import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { MAX_FILE_BYTES } from '#lib/wire/planning-form.ts';
import { configIn, openHouse, type RunningHouse } from '../protocol/house.ts';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const zip = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
const password = 'a good password';

let running: RunningHouse;
let meetingId: string;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  running = await openHouse(configIn(':memory:'));
  const { archive, office } = running.house;
  const units = ['water', 'gas'].map((id) => ({ id, name: id }));
  await archive.councils.create({ id: 'c', name: 'Council', charterId: 'presidium', units });
  for (const id of ['boss', 'water', 'gas', 'stranger'])
    await archive.people.create({ id, username: id, name: id, password });
  await archive.councils.seat({ councilId: 'c', personId: 'boss', roles: ['convener'] });
  for (const id of ['water', 'gas'])
    await archive.councils.seat({ councilId: 'c', personId: id, unitId: id, roles: ['representative'] });
  for (const username of ['boss', 'water', 'gas', 'stranger']) {
    const answer = await send('POST', '/api/login', { body: JSON.stringify({ username, password }), json: true });
    cookies[username] = answer.headers.get('set-cookie')!.split(';')[0]!;
  }
  const form = { title: '', form: 'meeting', kind: 'regular', reason: '', link: '', agendaOf: null } as const;
  const planned = await office.planning.plan({ personId: 'boss', admin: false }, 'c', {
    ...form,
    id: 'the-only-one',
    startsAt: '2030-01-10T06:00:00.000Z',
    place: 'Hall',
    matterIds: [],
  });
  if (!planned.ok) throw new Error(planned.code);
  meetingId = planned.meetingId;
});
afterAll(() => running.stop());

const send = (method: string, path: string, sent: { who?: string; body?: BodyInit; json?: boolean } = {}) =>
  fetch(running.url + path, {
    method,
    headers: {
      Origin: running.url,
      Cookie: cookies[sent.who ?? ''] ?? '',
      ...(sent.json ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });

const upload = (who: string, body: Buffer, more: Record<string, string> = {}) => {
  const query = new URLSearchParams({ id: crypto.randomUUID(), name: 'plan.pdf', unit: 'water', ...more });
  return send('POST', `/api/meetings/${meetingId}/files?${query}`, { who, body: new Uint8Array(body) });
};
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const meeting = (): Promise<Meeting | null> => running.house.stateFor(meetingId, 'boss');

test('a file is kept with its fingerprint, and whoever has a seat may read it', async () => {
  const answer = await upload('water', pdf);
  expect(answer.status).toBe(201);
  const { fileId, sha256 } = (await answer.json()) as { fileId: string; sha256: string };
  expect(sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
  expect((await meeting())!.materials.at(-1)).toMatchObject({ fileId, unitId: 'water', mime: 'application/pdf' });
  const read = await send('GET', `/api/meetings/${meetingId}/files/${fileId}`, { who: 'gas' });
  expect(Buffer.from(await read.arrayBuffer())).toEqual(pdf);
  expect(read.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''plan.pdf");
  expect(read.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await send('GET', `/api/meetings/${meetingId}/files/${fileId}`, { who: 'stranger' })).status).toBe(404);
  expect((await send('GET', `/api/meetings/${meetingId}/files/none`, { who: 'gas' })).status).toBe(404);
});

test('sent again after a lost answer it is the same file', async () => {
  const before = (await meeting())!.materials.length;
  const answers = await Promise.all([1, 2].map(() => upload('water', pdf, { id: 'sent-twice', name: 'b.pdf' })));
  const [one, two] = await Promise.all(answers.map((answer) => answer.json()));
  expect(two).toEqual(one);
  expect((await meeting())!.materials.length).toBe(before + 1);
  expect((await upload('water', Buffer.concat([pdf, pdf]), { id: 'sent-twice', name: 'b.pdf' })).status).toBe(409);
});

test('a zip named .pdf, an empty file and one too large are each refused with a sentence', async () => {
  const before = (await meeting())!.seq;
  expect(await codeOf(await upload('water', zip))).toBe('file_not_accepted');
  expect(await codeOf(await upload('water', Buffer.alloc(0)))).toBe('file_empty');
  expect(await codeOf(await upload('water', Buffer.alloc(MAX_FILE_BYTES + 1)))).toBe('file_too_large');
  expect((await meeting())!.seq).toBe(before);
});

test('another unit’s file is refused before it is read, a stranger’s as if there were no meeting', async () => {
  const answer = await upload('gas', pdf);
  expect(answer.status).toBe(409);
  expect(await codeOf(answer)).toBe('not_your_unit');
  expect((await upload('stranger', pdf)).status).toBe(404);
  expect((await upload('water', pdf, { name: '../up.pdf' })).status).toBe(400);
});

test('the same form plans one meeting, and who does not convene is answered like a stranger', async () => {
  const form = { id: 'sent-twice', startsAt: '2030-02-14T06:00:00Z', place: 'Hall' };
  const plan = (who: string) =>
    send('POST', '/api/councils/c/meetings', { who, body: JSON.stringify(form), json: true });
  const [one, two] = await Promise.all([await plan('boss'), await plan('boss')].map((answer) => answer.json()));
  expect(two).toEqual(one);
  expect((await plan('gas')).status).toBe(404);
  expect((await plan('stranger')).status).toBe(404);
});
