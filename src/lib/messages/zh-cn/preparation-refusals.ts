/** Why a rule of the preparation said no: the room needs none of it. */
export const preparationRefusals = {
  'refusal.deputy_needed': '请填写受委托人的姓名。',
  'refusal.deputy_has_seat': '此人已代表其他单位或担任其他职务参加会议，不能受委托。',
  'refusal.nothing_changed': '内容没有变化。',
  'refusal.agenda_changed': '他人刚刚改动了议程，请先看看改动再保存。',
  'refusal.agenda_malformed': '议程有误：各项不能重复，且最多分两级。',
  'refusal.too_many_items': '议程最多 100 项。',
  'refusal.not_your_unit': '由该单位的代表或会议召集方提交。',
  'refusal.no_such_material': '没有这份材料。',
  'refusal.already_withdrawn': '这份材料已经撤回。',
  'refusal.too_many_materials': '本次会议的材料已达 300 份，请先与会务人员联系。',
  'refusal.report_empty': '报告内容为空，请至少填写一项。',
  'refusal.no_agreement_needed': '本章程不要求双方商定议题与时间。',
  'refusal.not_a_party': '由须商定的双方代表操作。',
  'refusal.no_such_proposal': '没有这份提议。',
  'refusal.already_consented': '本方已同意此提议。',
} as const;
