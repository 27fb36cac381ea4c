import { describe, expect, test } from 'vitest';
import { defaultCharter, PROVISIONS, type Charter, type OfficeId } from '#lib/meeting/charter.ts';
import { charterOf, charters } from '#lib/meeting/charters/charters.ts';
import { categories } from '#lib/meeting/charters/matter-categories.ts';
import { differences } from '#lib/meeting/provisions.ts';
import { sourceDocuments } from './source-documents.ts';

const ids = [
  'company-quarterly',
  'owners-convene',
  'monthly-departments',
  'presidium',
  'host-timekeeping',
  'majority-vote',
  'community-monthly',
  'committee-chair',
  'qiandeng-2020q1',
];

const the = (id: string): Charter => charterOf(id)!;
const parts = (id: string, office: OfficeId) => the(id).offices[office].parts;
const titles = (id: string) => the(id).agenda.map((item) => item.title);
const partTitles = (id: string, title: string) =>
  the(id)
    .agenda.find((item) => item.title === title)!
    .parts!.map((part) => part.title);
const clockOf = (span: { amount: number; unit: string } | null) => (span ? [span.amount, span.unit] : null);

/** A row of the table of charters.md: what it says; what is left out is as in the product's defaults. */
interface Row {
  every: Charter['cadence']['every'];
  extraordinary?: true;
  convenes: readonly string[];
  presides: readonly string[];
  records: readonly string[];
  supervises: readonly string[];
  lead?: [number, string];
  decides: Charter['decision']['by'];
  due?: [number, string];
  promptly?: true;
  evaluates?: [atClose: boolean, every: Charter['evaluation']['every']];
  /** Fields that are the charter's own. */
  own: Partial<Charter>;
}

const table: Record<string, Row> = {
  'company-quarterly': {
    every: 'quarter',
    convenes: ['company'],
    presides: ['company'],
    records: ['company'],
    supervises: [],
    decides: 'consensus',
    evaluates: [true, null],
    own: {
      readsOut: true,
      setsNextMeeting: true,
      workPlans: true,
      workPlanParts: ['unit', 'milestones', 'criteria'],
      closing: ['nextMeeting', 'confirmRecord', 'assignExecution'],
      files: true,
      powers: ['makeRules'],
    },
  },
  'owners-convene': {
    every: 'quarter',
    extraordinary: true,
    convenes: ['ownersCommittee'],
    presides: ['ownersCommittee'],
    records: ['company'],
    supervises: ['ownersCommittee'],
    lead: [3, 'day'],
    decides: 'majority',
    promptly: true,
    evaluates: [false, 'periodic'],
    own: {
      forms: ['meeting', 'workshop', 'forum'],
      invitesExperts: true,
      workingGroups: true,
      powers: ['makeRules', 'assessCompany', 'decideMajor', 'cooperate', 'developmentPlan'],
      minutesSections: ['discussion', 'decisions', 'actions'],
      distribution: ['attendees'],
    },
  },
  'monthly-departments': {
    every: 'month',
    extraordinary: true,
    convenes: ['company'],
    presides: ['company'],
    records: [],
    supervises: ['company'],
    decides: 'consensus',
    promptly: true,
    evaluates: [false, 'periodic'],
    own: {
      previousMinutes: 'confirm',
      minutesSections: ['time', 'place', 'attendance', 'topics', 'discussion', 'decisions'],
      distribution: ['units'],
      transmits: true,
      workPlans: true,
      conduct: ['punctual', 'noInterrupting', 'brief'],
      speechSeconds: 120,
    },
  },
  presidium: {
    every: 'quarter',
    extraordinary: true,
    convenes: ['company'],
    presides: ['company'],
    records: [],
    supervises: ['company', 'department'],
    lead: [3, 'day'],
    decides: 'presidium',
    due: [3, 'workingDay'],
    evaluates: [false, 'periodic'],
    own: {
      presidium: ['chair', 'viceChair'],
      materials: { lead: null },
      previousMinutes: 'approve',
      followsUp: true,
      setsNextMeeting: true,
      workPlans: true,
      transmits: true,
      minutesSections: ['time', 'place', 'attendance', 'discussion', 'decisions', 'nextSteps'],
      distribution: ['attendees', 'units'],
    },
  },
  'host-timekeeping': {
    every: null,
    extraordinary: true,
    convenes: ['company'],
    presides: ['company'],
    records: [],
    supervises: [],
    decides: 'majority',
    promptly: true,
    own: {
      timekeeping: true,
      previousMinutes: 'examine',
      structuredReports: true,
      reportParts: ['done', 'figures', 'problems', 'proposals'],
      setsNextMeeting: true,
      minutesSections: ['discussion', 'decisions'],
      distribution: ['attendees'],
    },
  },
  'majority-vote': {
    every: null,
    convenes: [],
    presides: [],
    records: [],
    supervises: ['owners', 'ownersCommittee'],
    decides: 'majority',
    due: [24, 'hour'],
    own: {
      importantByBallot: true,
      conduct: ['punctual'],
      minutesSections: ['topics', 'attendance', 'discussion', 'decisions', 'nextSteps'],
      distribution: ['parties'],
    },
  },
  'community-monthly': {
    every: 'month',
    convenes: ['company', 'ownersCommittee'],
    presides: ['company'],
    records: ['company'],
    supervises: ['managementCommittee'],
    lead: [7, 'day'],
    decides: 'consensus',
    evaluates: [true, 'quarter'],
    own: {
      agreement: { between: ['company', 'ownersCommittee'], lead: { amount: 7, unit: 'day' } },
      rectifies: true,
      followsUp: true,
      publishes: true,
    },
  },
  'committee-chair': {
    every: 'quarter',
    extraordinary: true,
    convenes: ['ownersCommittee'],
    presides: ['ownersCommittee'],
    records: ['company'],
    supervises: [],
    lead: [3, 'day'],
    decides: 'package',
    own: {
      problemList: true,
      solutionParts: ['measures', 'person'],
      followsUp: true,
      annualPlan: true,
      powers: ['annualPlan', 'makeRules', 'feeUse', 'settleDisputes'],
      minutesSections: ['discussion', 'decisions'],
    },
  },
  'qiandeng-2020q1': {
    every: 'quarter',
    convenes: ['party'],
    presides: ['party', 'office'],
    records: ['office'],
    supervises: ['office'],
    decides: 'collective',
    own: {
      intake: true,
      callsConcerned: true,
      place: '综治办二楼会议室',
      solutionParts: ['measures', 'person', 'deadline'],
      sealsMinutes: true,
      sealUses: ['minutes', 'resolutions', 'announcements'],
      files: true,
      transmits: true,
      powers: ['settleDisputes'],
    },
  },
};

/** Fields that the rows' own columns speak of, or that every charter has. */
const elsewhere = new Set<string>([
  'id',
  'version',
  'name',
  'document',
  'sources',
  'cadence',
  'extraordinary',
  'members',
  'offices',
  'duties',
  'notice',
  'decision',
  'minutesDue',
  'minutesPromptly',
  'evaluation',
  'agenda',
  'categories',
]);

describe('the nine charters', () => {
  test('[X1] There are nine to start from, in the order of charters.md, told apart by name', () => {
    expect(charters.map(({ id }) => id)).toEqual(ids);
    expect(new Set(charters.map(({ name }) => name)).size).toBe(9);
    expect(charters.map(({ document }, at) => sourceDocuments[at]!.startsWith(document))).not.toContain(false);
    expect(charters.map(({ version }) => version)).toEqual(ids.map(() => 1));
    expect(charterOf('unheard-of')).toBeUndefined();
  });

  test.each(ids)('[X2] The charter says what its row in charters.md says: %s', (id) => {
    const row = table[id]!;
    const charter = the(id);
    expect(charter.cadence.every).toBe(row.every);
    if (row.extraordinary) expect(charter.extraordinary && charter.sources.extraordinary).toBeTruthy();
    expect(parts(id, 'convener')).toEqual(row.convenes);
    expect(parts(id, 'chair')).toEqual(row.presides);
    expect(parts(id, 'recorder')).toEqual(row.records);
    expect(parts(id, 'supervisor')).toEqual(row.supervises);
    expect(clockOf(charter.notice.lead)).toEqual(row.lead ?? null);
    expect(charter.decision.by).toBe(row.decides);
    expect(clockOf(charter.minutesDue)).toEqual(row.due ?? [24, 'hour']);
    expect(charter.minutesPromptly).toBe(row.promptly ?? false);
    expect([charter.evaluation.atClose, charter.evaluation.every]).toEqual(row.evaluates ?? [false, null]);
    for (const field of Object.keys(defaultCharter) as (keyof Charter)[])
      if (!elsewhere.has(field))
        expect([field, charter[field]]).toEqual([field, row.own[field] ?? defaultCharter[field]]);
  });

  test('[X2] Offices are named in the document’s words, and who names their holders', () => {
    expect(the('company-quarterly').offices.recorder.words).toContain('秘书处');
    expect(the('owners-convene').offices.secretary.parts).toEqual(['company']);
    expect(the('monthly-departments').offices.recorder.namedBy).toBe('company');
    expect(the('presidium').offices.chair.words).toContain('总经理');
    expect(the('presidium').offices.viceChair.parts).toEqual(['department']);
    expect(the('host-timekeeping').offices.chair.namedBy).toBe('company');
    expect(the('host-timekeeping').offices.recorder.namedBy).toBe('chair');
    expect(the('majority-vote').offices.convener.namedBy).toBe('company');
    expect(the('majority-vote').offices.chair.namedBy).toBe('convener');
    expect(the('community-monthly').offices.supervisor.words).toContain('物业管理委员会');
    expect(the('committee-chair').offices.chair.words).toContain('主任');
    expect(the('committee-chair').offices.secretary.parts).toEqual(['company']);
    expect(the('qiandeng-2020q1').offices.secretary.words).toBe('社区办');
    expect(the('qiandeng-2020q1').offices.sealKeeper.words).toContain('专人');
  });

  test('[X2] Notices contain, go out by and ask for what the document says', () => {
    const usual = ['time', 'place', 'topics'];
    for (const { id, notice } of charters)
      expect(notice.contents).toEqual(id === 'owners-convene' ? [...usual, 'participants'] : usual);
    expect(the('majority-vote').notice.channels).toEqual(['mail', 'sms', 'inbox']);
    expect(charters.filter(({ notice }) => notice.confirm).map(({ id }) => id)).toEqual(['majority-vote']);
  });

  test('[X2] What is evaluated, by whose word, and whether the results change anything', () => {
    expect(the('company-quarterly').evaluation.of).toEqual(['meeting', 'progress']);
    expect(the('owners-convene').evaluation.of).toEqual(['company']);
    expect(the('monthly-departments').evaluation).toMatchObject({ of: ['meeting', 'satisfaction'], adjusts: true });
    expect(the('presidium').evaluation).toMatchObject({ of: ['units'], adjusts: true });
    expect(the('community-monthly').evaluation.of).toEqual(['meeting', 'outcomes']);
  });

  test('[X2] Charter 6 gives six holders their duties, department representatives policy and technical support', () => {
    const { duties } = the('majority-vote');
    expect(duties.map(({ holder }) => holder)).toEqual([
      '物业管理公司代表',
      '业主代表',
      '相关部门代表',
      '会议召集人',
      '主持人',
      '记录员',
    ]);
    expect(duties[2]!.text).toContain('技术支持');
    for (const { text } of duties) expect(sourceDocuments[5]).toContain(text);
  });

  test('[X2] Charter 9 has twelve member units, and its twelve categories are every council’s default', () => {
    expect(
      the('qiandeng-2020q1')
        .members.map(({ name }) => name)
        .join('、'),
    ).toBe('社区办、综治办、城管办、建管所、消防中队、供电、供水、供气、社区、派出所、物业服务企业、业主委员会');
    expect(categories).toHaveLength(12);
    for (const charter of charters) expect(charter.categories).toEqual(categories);
  });

  test.each(ids)('[X3] Every provision that the document makes is quoted from it, verbatim: %s', (id) => {
    const document = sourceDocuments[ids.indexOf(id)]!;
    for (const [provision, { clause, text }] of Object.entries(the(id).sources)) {
      expect(clause).not.toBe('');
      expect([provision, document.includes(text)]).toEqual([provision, true]);
    }
  });

  test.each(ids)('[X3] Where the document is silent the product’s default stands: %s', (id) => {
    const standard = { ...defaultCharter, categories };
    const unsourced = PROVISIONS.filter((provision) => the(id).sources[provision] === undefined);
    const changed = differences(standard, the(id));
    expect(unsourced.filter((provision) => changed.includes(provision))).toEqual([]);
  });

  test('[X4] Every charter has its agenda template, whose minutes add up', () => {
    expect(titles('company-quarterly')).toEqual([
      '会议开场致辞',
      '物业管理工作汇报',
      '问题讨论与解决方案',
      '工作计划制定',
      '会议总结与评议',
      '会议结束',
    ]);
    expect(partTitles('company-quarterly', '物业管理工作汇报')).toHaveLength(6);
    expect(partTitles('company-quarterly', '会议结束')).toEqual([
      '下次会议时间和地点',
      '确认会议记录和决议',
      '安排执行',
    ]);
    expect(titles('owners-convene')).toEqual(['会议开始', '议题逐项讨论与决策', '行动计划', '结束']);
    expect(partTitles('owners-convene', '议题逐项讨论与决策')).toEqual(['规划', '维修维护', '安全管理', '环境卫生']);
    expect(the('monthly-departments').agenda.map(({ kind }) => kind)).toEqual([
      'previous',
      'report',
      'decision',
      'report',
      'other',
    ]);
    expect(titles('presidium').at(-1)).toBe('下次会议时间和议题安排');
    expect(titles('host-timekeeping')).toHaveLength(7);
    expect(titles('majority-vote')).toEqual(['开场', '报告', '讨论', '表决', '下一步工作计划']);
    expect(titles('community-monthly')).toContain('整改方案');
    expect(titles('committee-chair')).toEqual([
      '开场',
      '上次决定事项落实情况',
      '按议程讨论',
      '问题清单提炼',
      '解决方案',
      '确定责任人',
      '议程批准（全体表决）',
      '会议结束',
    ]);
    expect(partTitles('qiandeng-2020q1', '逐项讨论')).toEqual(categories);
    for (const item of charters.flatMap(({ agenda }) => agenda))
      expect(item.parts?.reduce((sum, { minutes }) => sum + minutes, 0) ?? item.minutes).toBe(item.minutes);
  });

  test('[X5] Two versions differ in the provisions whose values differ, in the charter’s order', () => {
    const before = the('presidium');
    expect(differences(before, before)).toEqual([]);
    const after = {
      ...before,
      minutesDue: { amount: 1, unit: 'day' } as const,
      cadence: the('owners-convene').cadence,
    };
    expect(differences(before, after)).toEqual(['cadence', 'minutesDue']);
  });
});
