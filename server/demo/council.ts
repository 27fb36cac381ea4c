import type { Role, Unit, UnitPart } from '#lib/meeting/seat.ts';

/** Password of every sample account. The sample council exists in demo mode only. */
export const demoPassword = 'lianxi-demo';

/** Id, name and charter of the sample council. */
export const council = { id: 'qiandeng', name: '千灯镇物业管理联席会议', charterId: 'qiandeng-2020q1' } as const;

/** Where it meets (三、联席会议召开时间地点). */
export const hall = '综治办二楼会议室';

const unit = (id: string, part: UnitPart, name: string, short: string = name): Unit => ({ id, name, short, part });

/** The twelve member units of charter 9, in its order. */
export const units: readonly Unit[] = [
  unit('shequban', 'office', '社区办'),
  unit('zongzhiban', 'office', '综治办'),
  unit('chengguanban', 'department', '城管办'),
  unit('jianguansuo', 'department', '建管所'),
  unit('xiaofang', 'fire', '消防中队'),
  unit('gongdian', 'power', '供电', '供电'),
  unit('gongshui', 'water', '供水', '供水'),
  unit('gongqi', 'gas', '供气', '供气'),
  unit('shequ', 'community', '社区'),
  unit('paichusuo', 'police', '派出所'),
  unit('wuye', 'company', '物业服务企业', '物业企业'),
  unit('yeweihui', 'ownersCommittee', '业主委员会', '业委会'),
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

/** How the people of the sample are reached: addresses and numbers that nobody has. */
export const contactOf = (index: number, username: string): { readonly email: string; readonly phone: string } => ({
  email: `${username}@lianxi.example`,
  phone: `138-0000-${String(1001 + index)}`,
});

/** The working group that the sample's council has (专门工作组). */
export const workingGroup = {
  id: 'fire-safety',
  name: '消防通道整治工作组',
  purpose: '逐个小区核查消防车通道和消防设施，提出整改清单。',
  leadId: 'xiaofang',
  personIds: ['chengguanban', 'wuye', 'shequ'],
};

/** Its tasks; `due` in days from today. */
export const groupTasks = [
  { id: 'count', title: '核查各小区消防车通道划线情况', personId: 'chengguanban', due: -10, isDone: true },
  { id: 'hydrants', title: '测试室内消火栓末端压力', personId: 'xiaofang', due: 12, isDone: false },
  { id: 'list', title: '汇总整改清单，提交下次会议', personId: 'wuye', due: 25, isDone: false },
] as const;
