import { PROVISIONS, type Charter, type ProvisionId } from '#lib/meeting/charter.ts';
import type { MessageKey } from '#lib/messages/words.ts';
import { spanWords } from '../spans.ts';
import type { Words } from '../words.ts';
import { listed, named, officeWords } from './office-words.ts';

/** The groups under which provisions are shown, in their order. */
export const PROVISION_GROUPS = {
  calling: PROVISIONS.slice(PROVISIONS.indexOf('cadence'), PROVISIONS.indexOf('agreement')),
  notice: PROVISIONS.slice(PROVISIONS.indexOf('agreement'), PROVISIONS.indexOf('agendaTemplate')),
  sitting: PROVISIONS.slice(PROVISIONS.indexOf('agendaTemplate'), PROVISIONS.indexOf('quorum')),
  decision: PROVISIONS.slice(PROVISIONS.indexOf('quorum'), PROVISIONS.indexOf('minutesDue')),
  minutes: PROVISIONS.slice(PROVISIONS.indexOf('minutesDue'), PROVISIONS.indexOf('transmission')),
  oversight: PROVISIONS.slice(PROVISIONS.indexOf('transmission')),
} as const satisfies Record<string, readonly ProvisionId[]>;

export type ProvisionGroup = keyof typeof PROVISION_GROUPS;

/** A provision's name. */
export const provisionLabel = (t: Words, id: ProvisionId): string => t(`provision.${id}`);

type Sayings = Readonly<Record<ProvisionId, (t: Words, charter: Charter) => string>>;

const whether =
  (field: (charter: Charter) => boolean, yes: MessageKey, no: MessageKey) =>
  (t: Words, charter: Charter): string =>
    t(field(charter) ? yes : no);

const office =
  (id: keyof Charter['offices']) =>
  (t: Words, { offices }: Charter): string =>
    officeWords(t, offices[id]);

/** Half-minutes and longer in minutes where they come out even, else seconds. */
const lengthWords = (t: Words, seconds: number): string =>
  seconds >= 60 && seconds % 60 === 0
    ? t('charter.minutes', { minutes: seconds / 60 })
    : t('charter.seconds', { seconds });

const paused = (t: Words, texts: readonly (string | false)[]): string =>
  texts.filter((text) => text !== false).join(t('charter.pause'));

const decisionWords = (t: Words, { decision, consensusSeconds }: Charter): string => {
  const { by, base, threshold, voteSeconds } = decision;
  const values = { base: t(`charter.base.${base}`), threshold: t(`charter.threshold.${threshold}`) };
  return paused(t, [
    t(`charter.decide.${by}`, { silence: lengthWords(t, consensusSeconds) }),
    voteSeconds > 0
      ? t('charter.decide.vote', { ...values, seconds: lengthWords(t, voteSeconds) })
      : t('charter.decide.untimed', values),
  ]);
};

const evaluationWords = (t: Words, { evaluation }: Charter): string => {
  const { atClose, every, of, adjusts } = evaluation;
  if (!atClose && every === null && of.length === 0) return t('charter.evaluation.no');
  return paused(t, [
    atClose && t('charter.evaluation.atClose'),
    every !== null && t(`charter.evaluation.${every}`),
    of.length > 0 && t('charter.evaluation.of', { subjects: named(t, 'charter.subject.', of) }),
    adjusts && t('charter.evaluation.adjusts'),
  ]);
};

const agendaWords = (t: Words, { agenda }: Charter): string =>
  paused(t, [
    t('charter.agenda.sum', { items: agenda.length, minutes: agenda.reduce((sum, { minutes }) => sum + minutes, 0) }),
    agenda.length > 0 &&
      listed(
        t,
        agenda.map(({ title, minutes }) => t('charter.agenda.item', { title, minutes })),
      ),
  ]);

const leadWords = (t: Words, { notice, sources }: Charter): string => {
  if (notice.lead) return t('charter.lead.yes', { lead: spanWords(t, notice.lead) });
  return t(sources.noticeLead ? 'charter.lead.before' : 'charter.lead.no');
};

const materialsWords = (t: Words, { materials }: Charter): string => {
  if (!materials) return t('charter.materials.no');
  return materials.lead
    ? t('charter.materials.lead', { lead: spanWords(t, materials.lead) })
    : t('charter.materials.start');
};

const sealWords = (t: Words, { sealsMinutes, sealUses, offices }: Charter): string => {
  if (!sealsMinutes) return t('charter.seal.no');
  const uses = named(t, 'charter.sealUse.', sealUses.length > 0 ? sealUses : ['minutes']);
  return t('charter.seal.yes', { uses, keeper: offices.sealKeeper.words || t('charter.seal.someone') });
};

const workPlanWords = (t: Words, { workPlans, workPlanParts }: Charter): string => {
  if (!workPlans) return t('charter.workPlan.no');
  return workPlanParts.length > 0
    ? t('charter.workPlan.with', { parts: named(t, 'charter.plan.', workPlanParts) })
    : t('charter.workPlan.yes');
};

const importantWords = (t: Words, { importantByBallot, importantWords: words }: Charter): string => {
  if (!importantByBallot) return t('charter.important.no');
  return words ? t('charter.important.scope', { words }) : t('charter.important.yes');
};

const sayings: Sayings = {
  cadence: (t, { cadence }) =>
    paused(t, [
      t(`charter.every.${cadence.every ?? 'open'}`),
      cadence.every !== null && t('charter.remind', { days: cadence.remindDays }),
    ]),
  extraordinary: whether((charter) => charter.extraordinary, 'charter.extraordinary.yes', 'charter.extraordinary.no'),
  forms: (t, { forms }) => named(t, 'charter.form.', forms),
  members: (t, { members }) =>
    members.length > 0
      ? listed(
          t,
          members.map(({ name }) => name),
        )
      : t('charter.members.open'),
  convener: office('convener'),
  chair: office('chair'),
  presidium: (t, { presidium, offices }) =>
    presidium.length > 0
      ? t('charter.presidium.yes', { deputies: offices.viceChair.words || t('charter.presidium.deputies') })
      : t('charter.presidium.no'),
  secretary: office('secretary'),
  recorder: office('recorder'),
  supervisor: office('supervisor'),
  duties: (t, { duties }) =>
    duties.length > 0 ? duties.map((duty) => t('charter.duty', { ...duty })).join('\n') : t('charter.duties.no'),
  powers: (t, { powers }) => (powers.length > 0 ? named(t, 'charter.power.', powers) : t('charter.power.no')),
  intake: whether((charter) => charter.intake, 'charter.intake.yes', 'charter.intake.no'),
  categories: (t, { categories }) => listed(t, categories),
  agreement: (t, { agreement }) =>
    agreement
      ? t('charter.agreement.yes', {
          one: t(`part.${agreement.between[0]}`),
          other: t(`part.${agreement.between[1]}`),
          lead: spanWords(t, agreement.lead),
        })
      : t('charter.agreement.no'),
  noticeLead: leadWords,
  noticeContents: (t, { notice }) => named(t, 'charter.contents.', notice.contents),
  noticeChannels: (t, { notice }) => named(t, 'charter.channel.', notice.channels),
  replies: whether(({ notice }) => notice.confirm, 'charter.replies.yes', 'charter.replies.no'),
  participants: whether(
    (charter) => charter.callsConcerned,
    'charter.participants.concerned',
    'charter.participants.all',
  ),
  materials: materialsWords,
  reports: (t, { structuredReports, reportParts }) =>
    structuredReports
      ? t('charter.reports.yes', { parts: named(t, 'charter.report.', reportParts) })
      : t('charter.reports.no'),
  place: (t, { place }) => place || t('charter.place.no'),
  agendaTemplate: agendaWords,
  previousMinutes: (t, { previousMinutes }) => t(`charter.previous.${previousMinutes ?? 'no'}`),
  followUp: whether((charter) => charter.followsUp, 'charter.followUp.yes', 'charter.followUp.no'),
  timekeeping: whether((charter) => charter.timekeeping, 'charter.timekeeping.yes', 'charter.timekeeping.no'),
  speech: (t, { speechSeconds, replySeconds }) =>
    t('charter.speech', { speech: lengthWords(t, speechSeconds), reply: lengthWords(t, replySeconds) }),
  conduct: (t, { conduct }) => (conduct.length > 0 ? named(t, 'charter.conduct.', conduct) : t('charter.conduct.no')),
  experts: whether((charter) => charter.invitesExperts, 'charter.experts.yes', 'charter.experts.no'),
  workingGroups: whether((charter) => charter.workingGroups, 'charter.groups.yes', 'charter.groups.no'),
  problemList: whether((charter) => charter.problemList, 'charter.problems.yes', 'charter.problems.no'),
  quorum: (t, { quorum }) => t('charter.quorum', { threshold: t(`charter.threshold.${quorum}`) }),
  decision: decisionWords,
  important: importantWords,
  resolutions: (t, { solutionParts }) =>
    solutionParts.length > 0
      ? t('charter.solution.yes', { parts: named(t, 'charter.solution.', solutionParts) })
      : t('charter.solution.no'),
  packageVote: whether(({ decision }) => decision.by === 'package', 'charter.package.yes', 'charter.package.no'),
  readOut: whether((charter) => charter.readsOut, 'charter.readOut.yes', 'charter.readOut.no'),
  closing: (t, { closing }) => (closing.length > 0 ? named(t, 'charter.closing.', closing) : t('charter.closing.no')),
  nextMeeting: whether((charter) => charter.setsNextMeeting, 'charter.next.yes', 'charter.next.no'),
  workPlan: workPlanWords,
  rectification: whether((charter) => charter.rectifies, 'charter.rectification.yes', 'charter.rectification.no'),
  annualPlan: whether((charter) => charter.annualPlan, 'charter.annual.yes', 'charter.annual.no'),
  minutesDue: (t, { minutesDue, minutesPromptly }) =>
    t(minutesPromptly ? 'charter.due.promptly' : 'charter.due', { span: spanWords(t, minutesDue) }),
  minutesSections: (t, { minutesSections }) =>
    minutesSections.length > 0 ? named(t, 'charter.section.', minutesSections) : t('charter.sections.no'),
  distribution: (t, { distribution }) =>
    distribution.length > 0
      ? t('charter.distribution', { recipients: named(t, 'charter.recipient.', distribution) })
      : t('charter.distribution.no'),
  signoff: (t, { signoff }) => t(`charter.signoff.${signoff}`),
  seal: sealWords,
  filing: whether((charter) => charter.files, 'charter.filing.yes', 'charter.filing.no'),
  transmission: whether((charter) => charter.transmits, 'charter.transmission.yes', 'charter.transmission.no'),
  evaluation: evaluationWords,
  publication: whether((charter) => charter.publishes, 'charter.publication.yes', 'charter.publication.no'),
};

/** What a charter lays down under a provision, in a sentence; several lines where it is a list of sentences. */
export const provisionWords = (t: Words, charter: Charter, id: ProvisionId): string => sayings[id](t, charter);

/**
 * A quotation as it is set in print: the documents came with half-width punctuation between Chinese characters, which
 * is widened for the eye; the words are the document's.
 */
export const quotation = (text: string): string =>
  text
    .replace(/,/g, '\uFF0C')
    .replace(/;/g, '\uFF1B')
    .replace(/:/g, '\uFF1A')
    .replace(/\(/g, '\uFF08')
    .replace(/\)/g, '\uFF09');
