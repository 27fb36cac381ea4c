import type { Role } from '../meeting/seat.ts';

/** The columns of a roster's table. */
export const ROSTER_COLUMNS = ['name', 'unit', 'roles', 'post', 'email', 'phone', 'from', 'until'] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

/** How people head the columns; the first is the template's. Compared without spaces and case. */
export const columnNames: Readonly<Record<RosterColumn, readonly string[]>> = {
  name: ['姓名', '名字', '人员', 'name', 'fullname'],
  unit: ['单位', '所在单位', '成员单位', '工作单位', 'unit', 'organisation', 'organization'],
  roles: ['角色', '会议角色', '身份', 'roles', 'role'],
  post: ['职务', '职位', 'post', 'position', 'title'],
  email: ['邮箱', '电子邮箱', '电子邮件', 'email', 'e-mail', 'mail'],
  phone: ['手机', '手机号', '手机号码', '电话', '联系电话', 'phone', 'mobile', 'telephone'],
  from: ['任期开始', '开始日期', '起始日期', 'from', 'start'],
  until: ['任期结束', '结束日期', '截止日期', '任期最后一天', 'until', 'end'],
};

/** How people call the roles. */
export const roleNames: Readonly<Record<Role, readonly string[]>> = {
  convener: ['召集人', 'convener'],
  chair: ['主持人', '主席', 'chair', 'chairperson'],
  viceChair: ['副主席', '副主持人', 'vice-chair', 'vicechair'],
  secretary: ['秘书', '会务', 'secretary'],
  recorder: ['记录员', '记录人', '记录', 'recorder'],
  supervisor: ['督办人', '监督人', '督办', 'supervisor'],
  sealKeeper: ['印章保管人', '保管人', 'sealkeeper', 'seal-keeper'],
  representative: ['代表', '单位代表', 'representative'],
  expert: ['专家', 'expert'],
  observer: ['列席', '列席人员', '观察员', 'observer'],
};

/** Several roles in one cell are kept apart by these. */
export const ROLE_SEPARATORS = /[、,，;；/|+\n]+/;

/** The rows of the template: head and two examples. */
export const templateRows: readonly (readonly string[])[] = [
  ROSTER_COLUMNS.map((column) => columnNames[column][0]!),
  ['张三', '物业服务企业', '代表', '项目经理', 'zhangsan@example.cn', '13800000000', '', ''],
  ['李四', '社区办', '主持人、代表', '主任', 'lisi@example.cn', '', '2026-01-01', '2028-12-31'],
];
