import type { MatterAct } from '#lib/wire/matter-form.ts';
import { categories } from '#lib/meeting/charters/matter-categories.ts';
import type { Office } from '../office/office.ts';
import { dayOf, days, minutes } from './calendar.ts';
import { council } from './council.ts';
import { photoOf, type Scene } from './photo.ts';
import type { SteppedClock } from './stepped-clock.ts';

type Act = MatterAct extends infer Each ? (Each extends { version: number } ? Omit<Each, 'version'> : never) : never;

/** A report of the story; `unit` null: a resident's, by the public form. */
interface Report {
  readonly unit: string | null;
  readonly category: number;
  readonly community: string;
  readonly place: string;
  readonly text: string;
  readonly tried?: string;
  readonly scene?: Scene;
  readonly contact?: readonly [name: string, phone: string];
}

/** 李文 keeps the matters. */
const office = { personId: 'recorder', name: '李文', admin: false };

/** The matters of the sample: how they are reported, and what the office makes of them. */
export class MatterStory {
  readonly #desk: Office['matters'];
  readonly #clock: SteppedClock;
  #step = 0;

  constructor({ matters }: Office, clock: SteppedClock) {
    this.#desk = matters;
    this.#clock = clock;
  }

  /** What came in after last quarter's meeting and was dealt with before this quarter's. */
  async settled(today: number): Promise<void> {
    this.#clock.windTo(today - days(30));
    const barrier = await this.#report({
      unit: 'wuye',
      category: 9,
      community: '香溢紫郡',
      place: '东门车行出入口',
      text: '东门道闸抬杆失灵，早高峰车辆排到主路。',
      tried: '已请维保单位看过，主板须更换，尚未报价。',
    });
    await this.#office(barrier, { act: 'register' }, { act: 'accept' });
    const { assign, done } = {
      assign: { unitId: 'wuye', person: '吴强', deadline: dayOf(today, -12), note: '费用从公共收益列支。' },
      done: '主板已更换，道闸恢复正常，高峰时段另派一名秩序员疏导。',
    };
    await this.#office(barrier, { act: 'assign', ...assign });
    this.#clock.pass(0, 40);
    const fees = await this.#report({
      unit: null,
      category: 11,
      community: '锦绣华庭',
      place: '',
      text: '邻居欠缴物业费，请联席会议出面催缴。',
    });
    await this.#office(fees, { act: 'register' });
    await this.#office(fees, { act: 'refuse', reason: '属于业主与物业企业之间的合同事项，请通过调解或诉讼解决。' });
    this.#clock.windTo(today - days(20));
    await this.#office(barrier, { act: 'finish', outcome: done });
  }

  /** What came in lately: for the agenda, assigned, merged, waiting. */
  async recent(today: number): Promise<void> {
    this.#clock.windTo(today - days(8));
    const hydrant = await this.#report({
      unit: 'xiaofang',
      category: 4,
      community: '香溢紫郡',
      place: '7 号楼、9 号楼',
      text: '两栋楼的室内消火栓无水，末端试水压力为零。',
      tried: '物业企业称水泵控制柜损坏，维修资金尚未动用。',
      scene: 'hydrant',
    });
    await this.#office(hydrant, { act: 'register' }, { act: 'accept' });
    const lamps = await this.#report({
      unit: 'yeweihui',
      category: 10,
      community: '锦绣华庭',
      place: '北门至 3 号楼',
      text: '北门一段路灯不亮已有两周，老人夜间出行不便。',
      scene: 'lamps',
    });
    await this.#office(lamps, { act: 'register' }, { act: 'accept' });
    const lane = await this.#report({
      unit: 'shequ',
      category: 3,
      community: '锦绣华庭',
      place: '5 号楼东侧',
      text: '消防车通道划线磨损，夜间常有车辆占用。',
    });
    const order = {
      unitId: 'chengguanban',
      person: '郑海峰',
      deadline: dayOf(today, 14),
      note: '重新划线，并设标识牌。',
    };
    await this.#office(lane, { act: 'register' }, { act: 'assign', ...order });
    this.#clock.windTo(today - days(3));
    const again = await this.#report({
      unit: null,
      category: 10,
      community: '锦绣华庭',
      place: '北门',
      text: '北门口晚上一片漆黑，路灯全不亮。',
      contact: ['张阿姨', '138-0000-5566'],
    });
    await this.#office(again, { act: 'register' }, { act: 'merge', targetId: lamps });
    const conversion = await this.#report({
      unit: 'jianguansuo',
      category: 7,
      community: '阳光新城',
      place: '12 号楼 1 单元',
      text: '一楼住户拆除承重墙，楼上住户反映墙面开裂。',
    });
    await this.#office(conversion, { act: 'register' });
    this.#clock.pass(95);
    await this.#report({
      unit: null,
      category: 2,
      community: '阳光新城',
      place: '地下车库入口',
      text: '电动自行车占满地下车库坡道，进出很危险。',
      contact: ['陈先生', '139-0000-2210'],
    });
  }

  /** @returns the matter's id */
  async #report({ unit, category, scene, contact = ['', ''], tried = '', ...said }: Report): Promise<string> {
    this.#clock.pass(6);
    const [contactName, contactPhone] = contact;
    const key = `sample-matter-${(this.#step += 1)}-`.padEnd(32, '0');
    const by = unit ?? 'resident';
    const photo = scene && (await this.#desk.keepPhoto(council.id, by, await photoOf(scene)));
    const photoIds = photo?.ok ? [photo.photoId] : [];
    const form = { ...said, key, tried, photoIds, contactName, contactPhone, category: categories[category]! };
    const reported =
      unit === null
        ? await this.#desk.reportAsResident(
            council.id,
            { ...form, website: '', since: this.#clock.now() - minutes(3) },
            `sample ${this.#step}`,
          )
        : await this.#desk.reportAsMember(
            council.id,
            { personId: unit, name: '', admin: false },
            { ...form, unitId: unit },
          );
    if (!reported.ok) throw new Error(`${said.text}: ${reported.code}`);
    return reported.matter.id;
  }

  /** The office takes steps, some minutes apart. @throws Error when a rule refuses one: then the story is wrong */
  async #office(matterId: string, ...acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      this.#clock.pass(11);
      const { version } = (await this.#desk.one(council.id, matterId, office))!;
      const outcome = await this.#desk.act(council.id, office, { matterId, version, ...act } as {
        matterId: string;
      } & MatterAct);
      if (!outcome.ok) throw new Error(`${act.act}: ${outcome.code}`);
    }
  }
}
