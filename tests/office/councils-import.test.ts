import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoredCouncil } from '../../server/archive/archive.ts';
import { toXlsx } from '../../server/export/sheet.ts';
import { readTable, readText } from '../../server/office/roster-file.ts';
import { councilHouse, type CouncilHouse } from './council-house.ts';

let house: CouncilHouse;
let council: StoredCouncil;
beforeEach(async () => {
  house = await councilHouse();
  council = await house.found();
});
afterEach(() => house.close());

const head = '姓名,单位,角色,职务,邮箱,手机,任期开始,任期结束';
const tableOf = (text: string) => {
  const read = readText(text);
  if (!read.ok) throw new Error(read.problem);
  return read.table;
};
const look = async (text: string, makeUnits = false) => {
  const looked = await house.office.imports.preview(house.admin, council.id, tableOf(text), makeUnits);
  if (!looked.ok || !('preview' in looked)) throw new Error('no preview');
  return looked.preview;
};
const confirm = async (text: string, makeUnits = false) => {
  const { digest } = await look(text, makeUnits);
  return house.office.imports.confirm(house.admin, council.id, { table: tableOf(text), makeUnits, digest });
};
const roster = async () => (await house.archive.councils.roster(council.id)).map(({ name }) => name).toSorted();

/** GB18030 of the few characters that the test needs. */
const gb = Buffer.from('d0d5c3fb2cb5a5cebb0d0aced0c7bf2cceefd2b5b9abcbbe0d0a', 'hex');

describe('reading', () => {
  test('text in UTF-8 with and without mark, UTF-16 and GB18030, by comma, semicolon or tab', async () => {
    const want = [
      ['姓名', '单位'],
      ['吴强', '物业公司'],
    ];
    const text = '姓名,单位\r\n吴强,物业公司\r\n';
    const sources = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text.replaceAll(',', ';')),
      Buffer.from(text.replaceAll(',', '\t')),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    ];
    for (const bytes of sources) expect(await readTable(bytes)).toEqual({ ok: true, table: want });
    expect(await readTable(gb)).toMatchObject({
      ok: true,
      table: [
        ['姓名', '单位'],
        [expect.any(String), '物业公司'],
      ],
    });
  });

  test('a workbook, also under another name', async () => {
    const rows = [
      ['姓名', '手机'],
      ['吴强', '13800000000'],
    ];
    expect(await readTable(await toXlsx({ name: 'a', widths: [9, 9], rows }))).toEqual({ ok: true, table: rows });
  });

  test('the templates are what they say', async () => {
    for (const kind of ['csv', 'xlsx'] as const) {
      const read = await readTable(await house.office.imports.template(kind));
      expect(read).toMatchObject({
        ok: true,
        table: [head.split(','), ['张三'], ['李四']].map((row) => expect.arrayContaining(row)),
      });
    }
  });

  test('what is no table says so in one word', async () => {
    const bytes: [Uint8Array, object][] = [
      [Buffer.alloc(0), { problem: 'empty' }],
      [Buffer.from('\n  \n'), { problem: 'empty' }],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), { problem: 'binary' }],
      [Buffer.from('PK\u0003\u0004 not a workbook'), { problem: 'notSheet' }],
      [Buffer.alloc(2 * 1024 * 1024 + 1, 'a'), { problem: 'tooLarge' }],
      [Buffer.from('姓名\n' + 'a\n'.repeat(1001)), { problem: 'tooMany' }],
      [Buffer.from('姓名,单位\n"吴强,物业公司\n李四,社区\n'), { problem: 'quotes' }],
    ];
    for (const [source, answer] of bytes) expect(await readTable(source)).toMatchObject({ ok: false, ...answer });
    const other = await house.office.imports.preview(
      house.admin,
      council.id,
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      false,
    );
    expect(other).toMatchObject({ ok: true, problem: 'columns', head: ['甲', '乙'] });
    expect(await house.office.imports.preview(house.admin, council.id, [['姓名']], false)).toMatchObject({
      problem: 'noRows',
    });
  });
});

describe('looking', () => {
  test('[U6] every error is named by row and column before anything is written', async () => {
    const text = [
      head,
      '吴强,物业公司,代表,经理,wu@example.cn,13800000000,2026/1/1,2027.12.31',
      ',物业公司,代表,,,,,',
      '王磊,不存在的单位,代表,,,,,',
      '郑丽,派出所,部长,,zheng@,一二三,2026-02-30,',
      '吴 强,物业公司,代表,,,,,',
      '高峰,,代表,,,,,',
      '顾秀英,,,,,,,',
      '何勇,业主委员会,召集人、代表,,,,2026-05-02,2026-05-01',
    ].join('\n');
    const { errors, lines, unknownUnits } = await look(text);
    expect(errors.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [3, '姓名', 'nameMissing', ''],
      [4, '单位', 'unitUnknown', '不存在的单位'],
      [5, '角色', 'roleUnknown', '部长'],
      [5, '任期开始', 'dayWrong', '2026-02-30'],
      [5, '邮箱', 'emailWrong', 'zheng@'],
      [5, '手机', 'phoneWrong', '一二三'],
      [6, '姓名', 'duplicate', '2'],
      [7, '单位', 'unitMissing', ''],
      [8, '角色', 'rolesMissing', ''],
      [9, '任期结束', 'termOrder', '2026-05-01'],
    ]);
    expect(lines.map(({ what }) => what)).toEqual(['new', ...Array.from({ length: 7 }, () => 'wrong')]);
    expect(unknownUnits).toEqual(['不存在的单位']);
    expect(await confirm(text)).toEqual({ ok: false, code: 'import_changed' });
    expect(await roster()).toEqual([]);
  });

  test('strangers and members get not_found', async () => {
    const { visitor } = await house.seat(council.id, '列席人', ['observer']);
    const refused = { ok: false, code: 'not_found' };
    const table = tableOf(`${head}\n吴强,物业公司,代表`);
    expect(await house.office.imports.preview(visitor, council.id, table, false)).toEqual(refused);
    expect(await house.office.imports.confirm(visitor, council.id, { table, makeUnits: false, digest: '' })).toEqual(
      refused,
    );
  });
});

describe('writing', () => {
  const text = `${head}\n吴强,物业公司,代表,经理,wu@example.cn,138 0000 0000,,2030-12-31\n陈静,,"主持人、召集人",,,,,`;

  test('[U6] all rows are written, and the same file again changes nothing', async () => {
    expect(await confirm(text)).toEqual({ ok: true, added: 2, changed: 0 });
    expect(await roster()).toEqual(['吴强', '陈静']);
    expect((await look(text)).lines.map(({ what }) => what)).toEqual(['same', 'same']);
    expect(await confirm(text)).toEqual({ ok: true, added: 0, changed: 0 });
    expect((await house.archive.people.list()).map(({ name }) => name).toSorted()).toEqual(['吴强', '管理员', '陈静']);
  });

  test('a known person is changed, and columns that are not there stay', async () => {
    await confirm(text);
    const shorter = '姓名,单位,手机\n吴强,物业公司,139';
    expect((await look(shorter)).lines[0]).toMatchObject({ what: 'change', changes: ['phone'] });
    expect(await confirm(shorter)).toEqual({ ok: true, added: 0, changed: 1 });
    const seat = (await house.archive.councils.roster(council.id)).find(({ name }) => name === '吴强')!;
    expect(seat).toMatchObject({ post: '经理', until: '2030-12-31T16:00:00.000Z' });
    expect(await house.archive.contacts.of(seat.personId)).toEqual({ email: 'wu@example.cn', phone: '139' });
    const moved = '姓名,单位,邮箱\n吴强,派出所,WU@example.cn';
    expect((await look(moved)).lines[0]).toMatchObject({ what: 'change', changes: ['unit', 'email'] });
  });

  test('unknown units are created on demand, once', async () => {
    const wider = `${head}\n周敏,供水公司,代表\n何勇,供水 公司,代表`;
    expect((await look(wider)).errors).toHaveLength(2);
    expect((await look(wider, true)).errors).toEqual([]);
    expect(await confirm(wider, true)).toEqual({ ok: true, added: 2, changed: 0 });
    const { units } = (await house.archive.councils.get(council.id))!;
    expect(units.filter(({ name }) => name === '供水公司')).toMatchObject([{ part: 'water' }]);
    const seats = await house.archive.councils.roster(council.id);
    expect(new Set(seats.map(({ unitId }) => unitId))).toEqual(new Set([units.at(-1)!.id]));
  });

  test('what changed since the preview is not overwritten', async () => {
    const { digest } = await look(text);
    await house.seat(council.id, '吴强', ['observer']);
    await house.office.units.add(house.admin, council.id, { name: '社区' });
    const answer = await house.office.imports.confirm(house.admin, council.id, {
      table: tableOf(text),
      makeUnits: false,
      digest,
    });
    expect(answer).toEqual({ ok: false, code: 'import_changed' });
    expect(await roster()).toEqual(['吴强']);
  });

  test('[U6] when one row cannot be written none is', async () => {
    const { digest } = await look(text);
    const { roster: desk } = house.archive;
    const real = desk.change;
    vi.spyOn(desk, 'change').mockImplementationOnce((id, work) =>
      real(id, (change) => work({ ...change, councils: failingAtSecond(change.councils) })),
    );
    const writing = house.office.imports.confirm(house.admin, council.id, {
      table: tableOf(text),
      makeUnits: false,
      digest,
    });
    await expect(writing).rejects.toThrow('the disk is full');
    expect([await roster(), (await house.archive.people.list()).length]).toEqual([[], 1]);
  });

  test('a thousand people are written in one go', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `人${index},物业公司,代表,,p${index}@example.cn,,,`);
    expect(await confirm([head, ...rows].join('\n'))).toEqual({ ok: true, added: 1000, changed: 0 });
    expect(await roster()).toHaveLength(1000);
  });
});

/** A store that takes the first seat and breaks at the second. */
function failingAtSecond<T extends { seat(seat: never): Promise<unknown> }>(councils: T): T {
  let seats = 0;
  return {
    ...councils,
    seat: (seat: never) => (++seats > 1 ? Promise.reject(new Error('the disk is full')) : councils.seat(seat)),
  };
}
