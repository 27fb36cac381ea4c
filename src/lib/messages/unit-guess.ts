import type { UnitPart } from '../meeting/seat.ts';

/** What names of bodies say, the particular before the general. */
const signs: readonly (readonly [UnitPart, RegExp])[] = [
  ['ownersCommittee', /业主委员会|业委会|业主大会|owners[’']? (committee|association)/i],
  ['managementCommittee', /物业管理委员会|物管委|物管会|management committee/i],
  ['owners', /业主|住户|居民代表|owner|resident/i],
  ['office', /社区办|物业办|物管办|街道|办事处|镇政府|镇人民政府|subdistrict|town office/i],
  ['party', /党委|党支部|党工委|党组织|党总支|party/i],
  ['company', /物业|property|management company/i],
  ['police', /派出所|公安|警务|警察|police/i],
  ['fire', /消防|fire/i],
  ['power', /供电|电力|电网|power|electric/i],
  ['water', /供水|水务|自来水|water/i],
  ['gas', /供气|燃气|天然气|\bgas\b/i],
  ['department', /综治|城管|建管|住建|规划|环卫|民政|司法|department|bureau/i],
  ['community', /社区|居委会|居民委员会|村委会|村民委员会|community/i],
  ['department', /[局所办委科队站处]$|中心$|部门/],
];

/** What kind of body a unit is, guessed from its name; people may say otherwise. */
export const guessPart = (name: string): UnitPart => signs.find(([, sign]) => sign.test(name))?.[0] ?? 'other';
