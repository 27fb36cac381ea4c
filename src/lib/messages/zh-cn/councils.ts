/** Councils: members, units, seats, import, invitations, working groups. */
export const councils = {
  'error.unit_exists': '已有同名的成员单位（比较时不计空格和全角半角），没有保存。',
  'error.unit_unknown': '这个单位不在成员单位之列，没有保存。请刷新后重选。',
  'error.seat_exists': '这个人在本联席会议已有席位，没有重复登记。如需调整，请修改原有席位。',
  'error.seat_over': '这个席位已经结束，没有改动。',
  'error.group_dissolved': '这个工作组已经解散，没有改动。',
  'error.import_changed': '预览之后名册有了变动，没有导入。请核对新的预览后再确认。',
  'council.replacedReason': '代表更换',
  'council.endedReason': '席位结束',
} as const;
