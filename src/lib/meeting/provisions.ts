import { defaultCharter, PROVISIONS, type Charter, type ProvisionId } from './charter.ts';

/** The fields of a charter of which each provision consists, as paths. */
export const provisionFields: Readonly<Record<ProvisionId, readonly string[]>> = {
  cadence: ['cadence'],
  extraordinary: ['extraordinary'],
  forms: ['forms'],
  members: ['members'],
  convener: ['offices.convener'],
  chair: ['offices.chair'],
  presidium: ['presidium', 'offices.viceChair'],
  secretary: ['offices.secretary'],
  recorder: ['offices.recorder'],
  supervisor: ['offices.supervisor'],
  duties: ['duties'],
  powers: ['powers'],
  intake: ['intake'],
  categories: ['categories'],
  agreement: ['agreement'],
  noticeLead: ['notice.lead'],
  noticeContents: ['notice.contents'],
  noticeChannels: ['notice.channels'],
  replies: ['notice.confirm'],
  participants: ['callsConcerned'],
  materials: ['materials'],
  reports: ['structuredReports', 'reportParts'],
  place: ['place', 'checkInMinutes'],
  agendaTemplate: ['agenda'],
  previousMinutes: ['previousMinutes'],
  followUp: ['followsUp'],
  timekeeping: ['timekeeping'],
  speech: ['speechSeconds', 'replySeconds'],
  conduct: ['conduct'],
  experts: ['invitesExperts'],
  workingGroups: ['workingGroups'],
  problemList: ['problemList'],
  quorum: ['quorum'],
  decision: ['decision', 'consensusSeconds'],
  important: ['importantByBallot', 'importantWords'],
  resolutions: ['solutionParts'],
  packageVote: [],
  readOut: ['readsOut'],
  closing: ['closing'],
  nextMeeting: ['setsNextMeeting'],
  workPlan: ['workPlans', 'workPlanParts'],
  rectification: ['rectifies'],
  annualPlan: ['annualPlan'],
  minutesDue: ['minutesDue', 'minutesPromptly'],
  minutesSections: ['minutesSections'],
  distribution: ['distribution'],
  signoff: ['signoff'],
  seal: ['sealsMinutes', 'sealUses', 'offices.sealKeeper'],
  filing: ['files'],
  transmission: ['transmits'],
  evaluation: ['evaluation'],
  publication: ['publishes'],
};

const at = (charter: Charter, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], charter);

/** Members of an object may stand in any order; those of a list may not. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? '';

const isPackage = ({ decision }: Charter): boolean => decision.by === 'package';

/** Whether a provision has the same values in both charters. The closing vote of all is one way of deciding. */
export const isSame = (before: Charter, after: Charter, id: ProvisionId): boolean =>
  id === 'packageVote'
    ? isPackage(before) === isPackage(after)
    : provisionFields[id].every((path) => asText(at(before, path)) === asText(at(after, path)));

/**
 * Where a provision comes from: the rule document, the council itself, or the product, whose default stands where both
 * are silent (charters.md).
 */
export const originOf = (charter: Charter, id: ProvisionId): 'document' | 'council' | 'default' => {
  if (charter.sources[id]) return 'document';
  return id === 'categories' || isSame(charter, defaultCharter, id) ? 'default' : 'council';
};

/** The provisions in which two charters differ, in their order. */
export const differences = (before: Charter, after: Charter): readonly ProvisionId[] =>
  PROVISIONS.filter((id) => !isSame(before, after, id));
