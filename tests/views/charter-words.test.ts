import { describe, expect, test } from 'vitest';
import { PROVISIONS, type Charter, type ProvisionId } from '#lib/meeting/charter.ts';
import { charterOf, charters } from '#lib/meeting/charters/charters.ts';
import { messageFor } from '#lib/messages/messages.ts';
import { groupsOf } from '#lib/views/charter/charter-view.ts';
import { PROVISION_GROUPS, provisionLabel, provisionWords, quotation } from '#lib/views/charter/charter-words.ts';
import type { Words } from '#lib/views/words.ts';

const zh: Words = (key, values) => messageFor('zh-CN', key, values);
const en: Words = (key, values) => messageFor('en', key, values);
const says = (id: string, provision: ProvisionId, change: Partial<Charter> = {}) =>
  provisionWords(zh, { ...charterOf(id)!, ...change }, provision);

describe('a charter in words', () => {
  test('every provision stands in one group and has a name and a sentence in both languages', () => {
    expect(Object.values(PROVISION_GROUPS).flat()).toEqual(PROVISIONS);
    for (const t of [zh, en])
      for (const charter of charters)
        for (const id of PROVISIONS) {
          expect(provisionLabel(t, id)).not.toMatch(/^$|[{}]/);
          expect(provisionWords(t, charter, id), `${charter.id} ${id}`).not.toMatch(/^$|[{}]|undefined/);
        }
  });

  test('the sentences say the values', () => {
    expect(says('presidium', 'minutesDue')).toBe('会议结束后 3 个工作日内完成');
    expect(says('owners-convene', 'minutesDue')).toBe('会后及时完成，按 24 小时内执行');
    expect(says('owners-convene', 'noticeLead')).toBe('至迟在会前 3 天发出');
    expect(says('host-timekeeping', 'noticeLead')).toBe('会前发出，未定天数');
    expect(says('qiandeng-2020q1', 'noticeLead')).toBe('不限定提前时间');
    expect(says('community-monthly', 'agreement')).toBe('物业企业与业主委员会在会前 7 天商定议题和时间');
    expect(says('majority-vote', 'important')).toBe('标为重要的事项只能投票决定');
    expect(says('majority-vote', 'important', { importantWords: '动用维修资金' })).toBe(
      '标为重要的事项（动用维修资金）只能投票决定',
    );
    expect(says('company-quarterly', 'workPlan')).toBe('制定工作计划，写明：责任分工、时间节点、绩效评估标准');
    expect(says('qiandeng-2020q1', 'secretary')).toBe('社区办');
    expect(says('monthly-departments', 'recorder')).toBe('主持单位指定的会议记录员');
    expect(says('presidium', 'materials', { materials: { lead: { amount: 2, unit: 'workingDay' } } })).toBe(
      '各单位在会前 2 个工作日提交资料和报告',
    );
  });

  test('what a charter leaves open is folded away, never what stands', () => {
    for (const charter of charters) {
      const groups = groupsOf(charter);
      expect(groups.flatMap(({ made, open }) => [...made, ...open]).toSorted()).toEqual([...PROVISIONS].toSorted());
      for (const id of groups.flatMap(({ open }) => open)) expect(charter.sources[id]).toBeUndefined();
    }
  });

  test('quotations are set in full width, their words untouched', () => {
    expect(quotation('准时参会,不迟到;(1)记要:要点')).toBe('准时参会，不迟到；（1）记要：要点');
  });
});
