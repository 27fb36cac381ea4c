import type { Role, Unit } from '#lib/meeting/seat.ts';

/** Password of every sample account. The sample council exists in demo mode only. */
export const demoPassword = 'lianxi-demo';

/** Id, name and charter of the sample council. */
export const council = { id: 'qiandeng', name: '千灯镇物业管理联席会议', charterId: 'qiandeng-2020q1' } as const;

/** Where it meets (三、联席会议召开时间地点). */
export const hall = '综治办二楼会议室';

const unit = (id: string, name: string, short: string = name): Unit => ({ id, name, short });

/** The twelve member units of charter 9, in its order. */
export const units: readonly Unit[] = [
  unit('shequban', '社区办'),
  unit('zongzhiban', '综治办'),
  unit('chengguanban', '城管办'),
  unit('jianguansuo', '建管所'),
  unit('xiaofang', '消防中队'),
  unit('gongdian', '供电', '供电'),
  unit('gongshui', '供水', '供水'),
  unit('gongqi', '供气', '供气'),
  unit('shequ', '社区'),
  unit('paichusuo', '派出所'),
  unit('wuye', '物业服务企业', '物业企业'),
  unit('yeweihui', '业主委员会', '业委会'),
];

/** A sample account: its username is its id as well. `office` is what the login card says. */
export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly roles: readonly Role[];
  readonly office: string;
}

const account = (
  username: string,
  name: string,
  unitId: string | null,
  roles: readonly Role[],
  office: string,
): DemoAccount => ({ username, name, unitId, roles, office });

const representative = (unitId: string, name: string, office: string): DemoAccount =>
  account(unitId, name, unitId, ['representative'], `${office}代表`);

/** The offices first, then the units' representatives; 社区办 is represented by the chair. */
export const accounts: readonly DemoAccount[] = [
  account('convener', '陆志明', null, ['convener'], '召集人（镇党委分管领导）'),
  account('chair', '陈静', 'shequban', ['chair', 'representative'], '主持人（社区办）'),
  account('vicechair', '赵国强', 'zongzhiban', ['viceChair'], '副主席（综治办）'),
  account('recorder', '李文', 'shequban', ['recorder', 'secretary'], '记录员（社区办）'),
  account('supervisor', '林芳', 'shequban', ['supervisor'], '督办人（社区办）'),
  account('sealkeeper', '许慧', 'shequban', ['sealKeeper'], '印章保管人（社区办）'),
  account('observer', '顾秀英', null, ['observer'], '列席（居民代表）'),
  account('expert', '沈学文', null, ['expert'], '专家（建筑消防）'),
  account('admin', '蒋涛', null, [], '系统管理员'),
  representative('zongzhiban', '钱卫国', '综治办'),
  representative('chengguanban', '郑海峰', '城管办'),
  representative('jianguansuo', '冯建平', '建管所'),
  representative('xiaofang', '张伟', '消防中队'),
  representative('gongdian', '徐亮', '供电'),
  representative('gongshui', '周敏', '供水'),
  representative('gongqi', '何勇', '供气'),
  representative('shequ', '孙丽', '社区'),
  representative('paichusuo', '高峰', '派出所'),
  representative('wuye', '吴强', '物业服务企业'),
  representative('yeweihui', '王磊', '业主委员会'),
];

/** Those who sit on the council: everybody but the administrator. */
export const members = accounts.filter((each) => each.roles.length > 0);
