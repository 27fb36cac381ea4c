import { randomBytes } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doorHouse, type DoorHouse } from '../door/door-house.ts';

let door: DoorHouse;
let council: string;
const who: Record<string, { personId: string; cookie: string }> = {};
const categories = { lamp: '路灯养护维修', shed: '非机动车停放' };

beforeAll(async () => {
  door = await doorHouse();
  council = await founded('qiandeng-2020q1');
  for (const name of ['secretary', 'deputy', 'water', 'fire', 'stranger']) {
    const { person, cookie } = await door.arrive(name);
    who[name] = { personId: person.id, cookie };
  }
  const seat = (name: string, unitId: string | null, role: 'secretary' | 'representative') =>
    door.archive.councils.seat({ councilId: council, personId: who[name]!.personId, unitId, roles: [role] });
  await seat('secretary', null, 'secretary');
  await seat('deputy', null, 'secretary');
  await seat('water', 'water', 'representative');
  await seat('fire', 'fire', 'representative');
});
afterAll(() => door.close());

async function founded(charterId: string): Promise<string> {
  const units = [
    { id: 'water', name: '供水' },
    { id: 'fire', name: '消防中队' },
  ];
  return (await door.archive.councils.create({ name: '某镇联席会议', charterId, units })).id;
}

const key = () => randomBytes(24).toString('base64url');
const report = (more: object = {}) => ({
  key: key(),
  category: categories.lamp,
  community: '阳光花园',
  place: '3号楼北侧',
  text: '路灯坏了三盏，晚上看不清。',
  tried: '',
  ...more,
});
const byResident = (more: object = {}) =>
  report({ contactName: '顾秀英', contactPhone: '13800000000', website: '', since: door.clock.now - 60_000, ...more });

const call = (name: string, method: string, path: string, body?: object) =>
  door.call(method, `/api/councils/${council}${path}`, { cookie: who[name]?.cookie ?? '', body });
const publicly = (body: object, address = '10.0.0.1', at = council) =>
  door.call('POST', `/api/public/councils/${at}/matters`, { body, headers: { 'X-Forwarded-For': address } });
const idOf = async (token: string) => (await door.archive.matters.byToken(token))!.id;
const tokenIn = (json: Record<string, unknown>) => String(json['path']).slice('/r/'.length);

/** A matter that a resident reported. */
async function reported(more: object = {}): Promise<{ id: string; token: string }> {
  door.clock.now += 3_700_000;
  const { json } = await publicly(byResident(more));
  return { id: await idOf(tokenIn(json)), token: tokenIn(json) };
}

async function registered(more: object = {}): Promise<{ id: string; token: string }> {
  const matter = await reported(more);
  await call('secretary', 'POST', `/matters/${matter.id}/register`, { version: 1 });
  return matter;
}

async function upload(bytes: Uint8Array<ArrayBuffer>, name = 'secretary') {
  const res = await fetch(`${door.origin}/api/councils/${council}/photos`, {
    method: 'POST',
    body: bytes,
    headers: { Cookie: who[name]?.cookie ?? '', 'Content-Type': 'image/jpeg' },
  });
  return { status: res.status, json: (await res.json()) as { id?: string; error?: { code: string } } };
}

describe('reports', () => {
  test('[I1] a resident’s report is seen by the office only, until it is registered', async () => {
    const { id } = await reported();
    expect((await call('water', 'GET', `/matters/${id}`)).status).toBe(404);
    expect((await call('secretary', 'GET', `/matters/${id}`)).json['matter']).toMatchObject({ state: 'submitted' });
    const listed = (await call('water', 'GET', '/matters')).json['matters'] as { id: string }[];
    expect(listed.map((matter) => matter.id)).not.toContain(id);
    await call('secretary', 'POST', `/matters/${id}/register`, { version: 1 });
    expect((await call('water', 'GET', `/matters/${id}`)).status).toBe(200);
  });

  test('[I1] a unit sees its own report at once, others do not', async () => {
    const { json, status } = await call('water', 'POST', '/matters', report({ unitId: 'water' }));
    expect(status).toBe(201);
    expect((await call('water', 'GET', `/matters/${String(json['id'])}`)).status).toBe(200);
    expect((await call('fire', 'GET', `/matters/${String(json['id'])}`)).status).toBe(404);
    expect((await call('water', 'POST', '/matters', report({ unitId: 'fire' }))).json.error?.code).toBe('matter_unit');
    expect((await call('water', 'POST', '/matters', report())).json.error?.code).toBe('matter_unit');
  });

  test('[I11] the same report sent twice is one matter with one link', async () => {
    door.clock.now += 3_700_000;
    const body = byResident();
    const both = await Promise.all([publicly(body), publicly(body)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]!.json).toEqual(both[1]!.json);
    const id = await idOf(tokenIn(both[0]!.json));
    expect(await door.archive.matters.history(id)).toHaveLength(1);
  });

  test('[I12] the public form is there where the charter knows intake or the office opened it', async () => {
    const other = await founded('majority-vote');
    expect((await publicly(byResident(), '10.0.0.9', other)).json.error?.code).toBe('report_closed');
    expect((await publicly(byResident(), '10.0.0.9', 'nowhere')).status).toBe(404);
    await door.archive.matters.setForm(other, true);
    const { categories: known } = (await door.house.office.matters.publicForm(other))!;
    expect((await publicly(byResident({ category: known[0] }), '10.0.0.9', other)).status).toBe(201);
  });

  test('[I12] a program that fills the form at once, or its hidden field, is turned away', async () => {
    const hasty = byResident({ since: door.clock.now - 500 });
    expect((await publicly(hasty, '10.0.0.7')).json.error?.code).toBe('report_hasty');
    expect((await publicly(byResident({ website: 'http://x' }), '10.0.0.7')).json.error?.code).toBe('report_hasty');
  });

  test('[I12] an address that reports too often waits, and is told how long', async () => {
    const limited = await doorHouse((house) => ({ config: { ...house.config, trustProxy: true } }));
    const { id } = await limited.archive.councils.create({ name: 'c', charterId: 'qiandeng-2020q1', units: [] });
    const send = (address: string) =>
      limited.call('POST', `/api/public/councils/${id}/matters`, {
        body: { ...byResident(), key: key(), since: limited.clock.now - 60_000 },
        headers: { 'X-Forwarded-For': address },
      });
    const statuses: number[] = [];
    for (let sent = 0; sent < 11; sent++) statuses.push((await send('10.1.1.1')).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
    expect(Number((await send('10.1.1.1')).headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send('10.2.2.2')).status).toBe(201);
    await limited.close();
  });
});

describe('the office', () => {
  test('[I2] twenty registrations at once get twenty numbers without gaps', async () => {
    const before = await registered();
    const { n } = (await door.archive.matters.get(before.id))!.number!;
    const ids: string[] = [];
    for (let made = 0; made < 20; made++) ids.push((await reported()).id);
    const answers = await Promise.all(
      ids.map((id, index) =>
        call(index % 2 ? 'secretary' : 'deputy', 'POST', `/matters/${id}/register`, { version: 1 }),
      ),
    );
    const numbers = answers.map(({ json }) => (json['number'] as { n: number }).n).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => n + 1 + index));
  });

  test('[I10] of two at once the second is told, and the history has one step', async () => {
    const { id } = await registered();
    const both = await Promise.all([
      call('secretary', 'POST', `/matters/${id}/accept`, { version: 2 }),
      call('deputy', 'POST', `/matters/${id}/refuse`, { version: 2, reason: '不属于物业管理' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.json.error?.code).toBe('matter_moved');
    const steps = await door.archive.matters.history(id);
    expect(steps.map(({ n, what }) => [n, what])).toHaveLength(3);
    expect(steps[2]).toMatchObject({ n: 3, name: expect.stringMatching(/^Name of/) });
  });

  test('[I3] assigned at once with a deadline it is followed up, and done says what was done', async () => {
    const { id, token } = await registered();
    const deadline = '2027-01-15';
    const unknown = { version: 2, unitId: 'nobody', deadline };
    expect((await call('secretary', 'POST', `/matters/${id}/assign`, unknown)).json.error?.code).toBe('matter_unit');
    const assigned = await call('secretary', 'POST', `/matters/${id}/assign`, {
      version: 2,
      unitId: 'water',
      deadline,
    });
    expect(assigned.json).toMatchObject({ state: 'followedUp', version: 3 });
    expect((await call('fire', 'POST', `/matters/${id}/note`, { version: 3, text: 'x' })).status).toBe(404);
    expect((await call('water', 'POST', `/matters/${id}/note`, { version: 1, text: '已更换' })).status).toBe(200);
    expect((await call('secretary', 'POST', `/matters/${id}/finish`, { version: 4 })).status).toBe(400);
    const done = await call('secretary', 'POST', `/matters/${id}/finish`, { version: 4, outcome: '灯已修好' });
    expect(done.json).toMatchObject({ state: 'done' });
    const { matter } = (await door.call('GET', `/api/public/matters/${token}`)).json as { matter: { steps: object[] } };
    expect(matter).toMatchObject({ state: 'done', council: '某镇联席会议' });
    expect(matter.steps).toMatchObject([
      { what: 'report' },
      { what: 'register' },
      { what: 'assign', detail: { unit: '供水', deadline } },
      { what: 'finish', detail: { outcome: '灯已修好' } },
    ]);
    expect(JSON.stringify(matter)).not.toMatch(/Name of|13800000000/);
  });

  test('[I8] who reported a merged matter follows the other one', async () => {
    const [one, other] = [await registered(), await registered()];
    const waiting = await reported();
    const merge = (targetId: string) => call('secretary', 'POST', `/matters/${one.id}/merge`, { version: 2, targetId });
    expect((await merge(waiting.id)).json.error?.code).toBe('matter_target');
    expect((await merge(one.id)).json.error?.code).toBe('matter_target');
    expect((await merge(other.id)).status).toBe(200);
    await call('secretary', 'POST', `/matters/${other.id}/refuse`, { version: 3, reason: '属于市政设施' });
    const { json } = await door.call('GET', `/api/public/matters/${one.token}`);
    expect(json['matter']).toMatchObject({ state: 'merged', target: { state: 'refused', reason: '属于市政设施' } });
  });

  test('[I14] name and phone are for the office, and go when the matter is over', async () => {
    const { id, token } = await registered();
    expect(JSON.stringify((await call('water', 'GET', `/matters/${id}`)).json)).not.toContain('13800000000');
    expect((await call('secretary', 'GET', `/matters/${id}`)).json['matter']).toMatchObject({ contactName: '顾秀英' });
    expect(await door.house.office.matters.forget(token)).toMatchObject({ code: 'matter_not_now' });
    await call('secretary', 'POST', `/matters/${id}/refuse`, { version: 2, reason: '重复' });
    expect(await door.house.office.matters.forget(token)).toEqual({ ok: true });
    expect(await door.archive.matters.get(id)).toMatchObject({ contactName: '', contactPhone: '' });
  });

  test('strangers and those without the right hear that there is nothing', async () => {
    const { id } = await registered();
    for (const path of ['/matters', `/matters/${id}`, '/matters.xlsx', '/matters.csv'])
      expect((await call('stranger', 'GET', path)).status).toBe(404);
    expect((await call('nobody', 'GET', '/matters')).status).toBe(401);
    expect((await call('water', 'POST', `/matters/${id}/accept`, { version: 2 })).status).toBe(404);
    expect((await door.call('GET', '/api/public/matters/not-a-token')).status).toBe(404);
    const elsewhere = await founded('qiandeng-2020q1');
    const path = `/api/councils/${elsewhere}/matters/${id}`;
    expect((await door.call('GET', path, { cookie: who['secretary']!.cookie })).status).toBe(404);
  });
});

describe('looking for matters', () => {
  const found = async (query: string): Promise<string[]> =>
    ((await call('secretary', 'GET', `/matters?${query}`)).json['matters'] as { id: string }[]).map(({ id }) => id);

  test('two-character words are found, all words must match, signs are taken literally', async () => {
    const lamp = await registered({ text: '小区路灯不亮', community: '翡翠苑' });
    const shed = await registered({ text: '车棚漏雨 100% ABC_1', category: categories.shed, community: '翡翠苑' });
    const search = (words: string) => found(`community=${encodeURIComponent('翡翠苑')}&q=${encodeURIComponent(words)}`);
    expect(await search('路灯')).toEqual([lamp.id]);
    expect(await search('车棚')).toEqual([shed.id]);
    expect(await search('车棚 路灯')).toEqual([]);
    expect(await search('漏雨 翡翠')).toEqual([shed.id]);
    expect(await search('ａｂｃ_1')).toEqual([shed.id]);
    expect(await search('%')).toEqual([shed.id]);
    expect(await search('a_c')).toEqual([]);
    const { year, n } = (await door.archive.matters.get(lamp.id))!.number!;
    expect(await found(`q=${encodeURIComponent(`〔${year}〕${n}`)}&community=${encodeURIComponent('翡翠苑')}`)).toEqual(
      [lamp.id],
    );
    expect(await found(`category=${encodeURIComponent(categories.shed)}`)).toContain(shed.id);
    expect(await found('state=done&state=refused')).not.toContain(lamp.id);
  });

  test('what is taken away opens as a table and computes nothing', async () => {
    await registered({ text: '=HYPERLINK("http://x")', community: '导出小区', place: '"3", 4' });
    const query = `?community=${encodeURIComponent('导出小区')}`;
    const csv = await call('secretary', 'GET', `/matters.csv${query}`);
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    const res = await fetch(`${door.origin}/api/councils/${council}/matters.csv${query}`, {
      headers: { Cookie: who['secretary']!.cookie },
    });
    const bytes = Buffer.from(await res.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes.toString()).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(bytes.toString()).toContain('"""3"", 4"');
    expect(bytes.toString()).not.toContain('13800000000');
    const book = await fetch(`${door.origin}/api/councils/${council}/matters.xlsx${query}`, {
      headers: { Cookie: who['secretary']!.cookie },
    });
    const { readSheet } = await import('read-excel-file/node');
    const rows = await readSheet(Buffer.from(await book.arrayBuffer()));
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('=HYPERLINK("http://x")');
  });
});

describe('photos', () => {
  const picture = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#888' } });
  const bytesOf = async (image: Sharp): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await image.toBuffer());

  test('[I13] place, time and device are gone, the picture stands upright', async () => {
    const exif = { IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 15/1 0/1' } };
    const sent = await bytesOf(picture().withExif(exif).withMetadata({ orientation: 6 }).jpeg());
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('Phone');
    const { json, status } = await upload(sent);
    expect(status).toBe(201);
    const kept = (await door.archive.files.bytes(json.id!))!;
    const { exif: left, xmp, iptc, width, height, format } = await sharp(kept).metadata();
    expect({ left, xmp, iptc, format }).toEqual({ left: undefined, xmp: undefined, iptc: undefined, format: 'jpeg' });
    expect([width, height]).toEqual([40, 60]);
    expect(kept.toString('latin1')).not.toMatch(/Phone|GPS|Exif/);
  });

  test('a large photo becomes 1600 pixels a side; PNG becomes JPEG', async () => {
    const { json } = await upload(await bytesOf(picture(3200, 1600).png()));
    const { width, height, format } = await sharp((await door.archive.files.bytes(json.id!))!).metadata();
    expect({ width, height, format }).toEqual({ width: 1600, height: 800, format: 'jpeg' });
  });

  test('a picture made to fill the memory, a zip called .jpg and a drawing are refused', async () => {
    const bomb = await bytesOf(picture(9000, 9000).png({ compressionLevel: 9 }));
    expect(bomb.length).toBeLessThan(2_000_000);
    const zip = new Uint8Array(Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(200)]));
    const drawing = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    for (const bytes of [bomb, zip, drawing]) {
      const { status, json } = await upload(bytes);
      expect([status, json.error?.code]).toEqual([415, 'photo_unreadable']);
    }
    const broken = (await bytesOf(picture(600, 600).jpeg())).slice(0, 900);
    expect((await upload(broken)).status).toBe(415);
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    expect((await upload(large)).json.error?.code).toBe('photo_too_large');
  });

  test('a photo is shown to those who see its matter, and to whoever holds its link', async () => {
    const { json } = await upload(await bytesOf(picture().jpeg()));
    const photo = json.id!;
    const path = `/photos/${photo}`;
    expect((await call('secretary', 'GET', path)).status).toBe(404);
    const { id, token } = await reported({ photoIds: [photo] });
    expect((await call('water', 'GET', path)).status).toBe(404);
    expect((await call('stranger', 'GET', path)).status).toBe(404);
    const shown = await call('secretary', 'GET', path);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await door.call('GET', `/api/public/matters/${token}${path}`)).status).toBe(200);
    const other = await reported({ photoIds: [photo] });
    expect((await door.call('GET', `/api/public/matters/${other.token}${path}`)).status).toBe(404);
    await call('secretary', 'POST', `/matters/${id}/register`, { version: 1 });
    expect((await call('water', 'GET', path)).status).toBe(200);
  });

  test('photos for which no report comes are thrown away after a day', async () => {
    const { json } = await upload(await bytesOf(picture().jpeg()));
    door.clock.now += 25 * 3_600_000;
    await upload(await bytesOf(picture().jpeg()));
    expect(await door.archive.files.get(json.id!)).toBeNull();
  });
});
