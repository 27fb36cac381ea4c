import type { preparationRefusals as chinese } from '../zh-cn/preparation-refusals.ts';

export const preparationRefusals: Record<keyof typeof chinese, string> = {
  'refusal.deputy_needed': 'Name the deputy.',
  'refusal.deputy_has_seat': 'This person already sits for another unit or in another office and cannot be a deputy.',
  'refusal.nothing_changed': 'Nothing was changed.',
  'refusal.agenda_changed': 'Somebody has changed the agenda meanwhile; look at the changes before you save.',
  'refusal.agenda_malformed': 'The agenda is malformed: no item twice, and two levels at most.',
  'refusal.too_many_items': 'An agenda has 100 items at most.',
  'refusal.not_your_unit': 'The unit’s representative or whoever convenes does this.',
  'refusal.no_such_material': 'There is no such material.',
  'refusal.already_withdrawn': 'This material was withdrawn already.',
  'refusal.too_many_materials': 'This meeting has 300 files already; talk to its office first.',
  'refusal.report_empty': 'The report is empty; fill in at least one part.',
  'refusal.no_agreement_needed': 'The charter asks for no agreement of two parties.',
  'refusal.not_a_party': 'The two parties’ representatives do this.',
  'refusal.no_such_proposal': 'There is no such proposal.',
  'refusal.already_consented': 'Your side has consented already.',
};
