import type { Charter, ProvisionId } from '#lib/meeting/charter.ts';
import { originOf } from '#lib/meeting/provisions.ts';
import { PROVISION_GROUPS, type ProvisionGroup } from './charter-words.ts';

/** Provisions that the product fills with a rule of its own where the document is silent; the others then ask nothing. */
const standing = new Set<ProvisionId>([
  'cadence',
  'extraordinary',
  'forms',
  'convener',
  'chair',
  'recorder',
  'categories',
  'noticeLead',
  'noticeContents',
  'noticeChannels',
  'replies',
  'agendaTemplate',
  'speech',
  'quorum',
  'decision',
  'minutesDue',
  'distribution',
  'signoff',
]);

/** A group of provisions: those that say something, and those that ask nothing. */
export interface GroupView {
  readonly group: ProvisionGroup;
  readonly made: readonly ProvisionId[];
  readonly open: readonly ProvisionId[];
}

/** A charter as it is read: by groups. */
export const groupsOf = (charter: Charter): readonly GroupView[] =>
  (Object.keys(PROVISION_GROUPS) as ProvisionGroup[]).map((group) => {
    const ids: readonly ProvisionId[] = PROVISION_GROUPS[group];
    const isMade = (id: ProvisionId) => standing.has(id) || originOf(charter, id) !== 'default';
    return { group, made: ids.filter(isMade), open: ids.filter((id) => !isMade(id)) };
  });
