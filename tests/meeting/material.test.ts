import { describe, expect, test } from 'vitest';
import { recordsOf } from '#lib/document/records.ts';
import { rowsOf } from '#lib/document/record-attrs.ts';
import { currentMaterials, MOST_MATERIALS, owing } from '#lib/meeting/material.ts';
import { currentReports } from '#lib/meeting/report.ts';
import { at, closed, inSession, noticed, planned, type Sitting } from './given.ts';

const file = (fileId: string, name = 'plan.pdf') => ({
  type: 'material.deliver' as const,
  fileId,
  name,
  size: 3,
  sha256: 'a'.repeat(64),
  mime: 'application/pdf',
  itemId: 'b1',
  unitId: 'fire',
});
const report = { done: 'Twelve patrols', figures: [], problems: '', proposals: '' };
const filed = (sitting: Sitting, itemId: string | null, more = {}) =>
  sitting.do('fire', { type: 'report.file', unitId: 'fire', itemId, ...report, ...more });

describe('materials', () => {
  test('[E1] whoever convenes asks member units for materials', () => {
    const ask = {
      type: 'material.ask',
      unitIds: ['fire', 'water'],
      itemId: 'b1',
      text: 'Plans',
      dueAt: at(-600),
    } as const;
    const sitting = noticed().do('convener', ask);
    expect(sitting.meeting.requests).toMatchObject([{ unitIds: ['fire', 'water'], itemId: 'b1', dueAt: at(-600) }]);
    sitting.refuses('fire', ask, 'not_convening');
    sitting.refuses('convener', { ...ask, unitIds: ['moon'] }, 'no_such_unit');
    sitting.refuses('convener', { ...ask, unitIds: [] }, 'no_such_unit');
    sitting.refuses('convener', { ...ask, itemId: 'zzz' }, 'no_such_item');
  });

  test('[E2] representatives bring files for their own unit, whoever convenes for any and for the office', () => {
    const sitting = planned()
      .do('fire', file('f'))
      .do('convener', { ...file('g'), unitId: null });
    expect(sitting.meeting.materials.map(({ unitId, personId }) => [unitId, personId])).toEqual([
      ['fire', 'fire'],
      [null, 'convener'],
    ]);
    sitting.refuses('water', file('h'), 'not_your_unit');
    sitting.refuses('fire', { ...file('h'), unitId: null }, 'not_your_unit');
    sitting.refuses('observer', file('h'), 'not_your_unit');
    inSession().do('fire', file('f'));
    closed().refuses('fire', file('f'), 'meeting_over');
  });

  test('[E2] one meeting takes so many files and no more', () => {
    const sitting = planned();
    for (let n = 0; n < MOST_MATERIALS; n += 1) sitting.do('fire', file(`f${n}`, `${n}.pdf`));
    sitting.refuses('fire', file('last'), 'too_many_materials');
  });

  test('[E3] the same name of the same unit and item is a new version', () => {
    const sitting = planned()
      .do('fire', file('one'))
      .do('fire2', file('two'))
      .do('fire', { ...file('x'), itemId: 'b2' });
    expect(sitting.meeting.materials.map(({ fileId, version }) => [fileId, version])).toEqual([
      ['one', 1],
      ['two', 2],
      ['x', 1],
    ]);
    expect(currentMaterials(sitting.meeting).map(({ fileId }) => fileId)).toEqual(['two', 'x']);
  });

  test('[E4] a withdrawn file stays in the log, and the version before counts again', () => {
    const sitting = planned().do('fire', file('one')).do('fire', file('two'));
    const materialId = sitting.meeting.materials[1]!.id;
    const withdraw = { type: 'material.withdraw', materialId, reason: 'Wrong plan' } as const;
    sitting.refuses('water', withdraw, 'not_your_unit').do('fire', withdraw);
    expect(currentMaterials(sitting.meeting).map(({ fileId }) => fileId)).toEqual(['one']);
    expect(sitting.meeting.materials[1]).toMatchObject({ fileId: 'two', withdrawn: { reason: 'Wrong plan' } });
    sitting.refuses('fire', withdraw, 'already_withdrawn');
    sitting.refuses('fire', { ...withdraw, materialId: 'f0' }, 'no_such_material');
  });

  test('[E6] who was asked owes until a file or a report is there', () => {
    const ask = { type: 'material.ask', unitIds: ['fire', 'water'], itemId: null, text: '', dueAt: null } as const;
    const sitting = planned().do('convener', ask);
    const owed = () => owing(sitting.meeting, sitting.meeting.requests[0]!);
    expect(owed()).toEqual(['fire', 'water']);
    sitting.do('fire', file('one'));
    expect(owed()).toEqual(['water']);
    sitting.do('water', { type: 'report.file', unitId: 'water', itemId: 'b', ...report });
    expect(owed()).toEqual([]);
  });
});

describe('structured reports', () => {
  test('[E5] a new report takes the place of the last one, and all versions stay', () => {
    const sitting = filed(filed(filed(planned(), null), 'b1'), null, { done: 'Thirteen patrols' });
    expect(sitting.meeting.reports.map(({ itemId, version }) => [itemId, version])).toEqual([
      [null, 1],
      ['b1', 1],
      [null, 2],
    ]);
    expect(currentReports(sitting.meeting).map(({ done }) => done)).toEqual(['Thirteen patrols', 'Twelve patrols']);
    const command = { type: 'report.file', unitId: 'fire', itemId: null, ...report } as const;
    sitting.refuses('water', command, 'not_your_unit');
    sitting.refuses('fire', { ...command, done: '' }, 'report_empty');
    sitting.refuses('fire', { ...command, itemId: 'zzz' }, 'no_such_item');
    closed().refuses('fire', command, 'meeting_over');
  });

  test('[E7] a report stands in the minutes at the opening, or under its item once that is reached', () => {
    const figures = [{ name: 'Patrols', value: '12', unit: 'x' }];
    const sitting = filed(filed(inSession(), null, { figures }), 'c');
    const keys = () => recordsOf(sitting.meeting).map(({ key }) => key);
    expect(keys().slice(0, 3)).toEqual(['opening', 'attendance', 'report:fire:']);
    expect(keys()).not.toContain('report:fire:c');
    sitting.do('chair', { type: 'agenda.goTo', itemId: 'c' });
    expect(keys().slice(-2)).toEqual(['item:c', 'report:fire:c']);
    const first = recordsOf(sitting.meeting).find(({ kind }) => kind === 'report');
    expect(rowsOf(first!.rows).map(([, value]) => value)).toEqual(['Twelve patrols', 'Patrols 12 x']);
  });
});
