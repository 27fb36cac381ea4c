import { afterEach, beforeEach, expect, test } from 'vitest';
import { doorHouse, type DoorHouse } from './door-house.ts';

let door: DoorHouse;
beforeEach(async () => {
  door = await doorHouse();
});
afterEach(() => door.close());

const form = {
  name: '某镇联席会议',
  charterId: 'qiandeng-2020q1',
  units: [{ id: 'company', name: '物业公司', short: '物业' }, { name: '派出所' }],
};

/** Somebody let in by the link that the administrator made for them. */
async function invited(councilId: string, cookie: string, personId: string): Promise<string> {
  const made = await door.call('POST', `/api/councils/${councilId}/invitations`, {
    cookie,
    body: { personIds: [personId] },
  });
  const [{ path }] = made.json.invitations as [{ path: string }];
  const arrived = await door.call('POST', `/api/links/${path.slice(3)}/redeem`);
  expect(arrived.json).toMatchObject({ meetingId: null });
  return arrived.cookie;
}

test('a council is founded, its units and people are registered, and its people come in by their links', async () => {
  const { cookie } = await door.arrive('admin', { admin: true });
  const founded = await door.call('POST', '/api/councils', { cookie, body: form });
  expect(founded.status).toBe(201);
  const { id } = founded.json.council as { id: string };
  expect(founded.json).toMatchObject({
    council: { units: [{ id: 'company', short: '物业', part: 'company' }, { part: 'police' }] },
  });
  const unit = await door.call('POST', `/api/councils/${id}/units`, { cookie, body: { name: '供水' } });
  expect([unit.status, unit.json.unit]).toMatchObject([201, { name: '供水', part: 'water' }]);
  const again = await door.call('POST', `/api/councils/${id}/units`, { cookie, body: { name: '供 水' } });
  expect([again.status, again.json.error?.code]).toEqual([409, 'unit_exists']);
  const body = {
    name: '吴强',
    unitId: 'company',
    roles: ['representative'],
    until: '2099-12-31',
    email: 'wu@example.cn',
  };
  const seated = await door.call('POST', `/api/councils/${id}/seats`, { cookie, body });
  expect(seated.json.seat).toMatchObject({ name: '吴强', until: '2099-12-31T16:00:00.000Z' });
  const { id: seat, personId } = seated.json.seat as { id: string; personId: string };
  const member = await invited(id, cookie, personId);
  const mine = await door.call('GET', '/api/councils', { cookie: member });
  expect(mine.json.councils).toMatchObject([{ id, seats: [{ roles: ['representative'] }] }]);
  const seen = await door.call('GET', `/api/councils/${id}`, { cookie: member });
  expect(seen.json.seats).toHaveLength(1);
  expect(seen.text).not.toContain('wu@example.cn');
  const replaced = await door.call('POST', `/api/councils/${id}/seats/${seat}/replace`, {
    cookie,
    body: { name: '郑丽' },
  });
  expect([replaced.status, replaced.json.kept]).toEqual([201, []]);
  expect((await door.call('GET', `/api/councils/${id}`, { cookie: member })).status).toBe(404);
  const { id: next } = replaced.json.seat as { id: string };
  expect((await door.call('POST', `/api/councils/${id}/seats/${next}/end`, { cookie, body: {} })).status).toBe(200);
  expect(
    (await door.call('POST', `/api/councils/${id}/seats/${next}/end`, { cookie, body: {} })).json.error?.code,
  ).toBe('seat_over');
});

test('what is not well-formed is malformed', async () => {
  const { cookie } = await door.arrive('admin', { admin: true });
  const { id } = (await door.call('POST', '/api/councils', { cookie, body: form })).json.council as { id: string };
  const wrong: [string, object][] = [
    ['/api/councils', { ...form, charterId: 'no-such-charter' }],
    ['/api/councils', { ...form, units: [] }],
    ['/api/councils', { ...form, units: [{ name: '社区' }, { name: ' 社 区 ' }] }],
    [`/api/councils/${id}/units`, { name: '社区', part: 'navy' }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: [] }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: ['representative'] }],
    [`/api/councils/${id}/seats`, { roles: ['observer'] }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: ['observer'], from: '2026-02-30' }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: ['observer'], from: '2026-05-02', until: '2026-05-01' }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: ['observer'], email: 'wu@' }],
    [`/api/councils/${id}/seats`, { name: '吴强', roles: ['observer'], phone: '一三八' }],
    [`/api/councils/${id}/invitations`, { personIds: [] }],
  ];
  for (const [path, body] of wrong)
    expect([body, (await door.call('POST', path, { cookie, body })).status]).toEqual([body, 400]);
});

test('strangers and members get the answer of a council that does not exist', async () => {
  const { cookie } = await door.arrive('admin', { admin: true });
  const { id } = (await door.call('POST', '/api/councils', { cookie, body: form })).json.council as { id: string };
  const stranger = await door.arrive('stranger');
  expect((await door.call('GET', '/api/councils', { cookie: stranger.cookie })).json).toEqual({ councils: [] });
  const calls: [string, string, object?][] = [
    ['GET', `/api/councils/${id}`],
    ['POST', '/api/councils', form],
    ['POST', `/api/councils/${id}/units`, { name: '社区' }],
    ['POST', `/api/councils/${id}/seats`, { name: '吴强', roles: ['observer'] }],
    ['POST', `/api/councils/${id}/seats/some/end`, {}],
    ['POST', `/api/councils/${id}/seats/some/replace`, { name: '某人' }],
    ['POST', `/api/councils/${id}/invitations`, {}],
    ['POST', `/api/councils/${id}/invitations/some/revoke`, {}],
  ];
  for (const [method, path, body] of calls) {
    const own = await door.call(method, path, { cookie: stranger.cookie, body });
    const none = await door.call(method, path.replace(id, 'none'), { cookie: stranger.cookie, body });
    expect([path, own.status, own.text]).toEqual([path, 404, none.text]);
    expect((await door.call(method, path, { body })).status).toBe(401);
  }
});
