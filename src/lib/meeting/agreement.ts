import type { PlannedItem } from './agenda.ts';
import type { Draft, Meeting } from './meeting.ts';
import type { Instant, PersonId } from './names.ts';
import { asPlanned, MOST_ITEMS, preparing, withMatters } from './plan.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decision,
  type Decisions,
  type Evolutions,
} from './rulebook.ts';
import { hasRole, seatOf, unitOf, type UnitPart } from './seat.ts';

/** What one of the two parties proposes: topics, time and place (charter 7). */
export interface Proposal {
  readonly id: string;
  /** The party that made it. */
  readonly part: UnitPart;
  readonly topics: readonly string[];
  readonly startsAt: Instant;
  readonly place: string;
  readonly personId: PersonId | 'system';
  readonly at: Instant;
  /** The proposal it answers. */
  readonly counters: string | null;
}

/** How far the two parties are: each stands behind one proposal at most. */
export interface Agreement {
  readonly proposals: readonly Proposal[];
  readonly behind: Readonly<Partial<Record<UnitPart, { readonly proposalId: string; readonly at: Instant }>>>;
  /** The proposal both stood behind last, and since when. */
  readonly agreed: { readonly proposalId: string; readonly at: Instant } | null;
}

interface Terms {
  readonly topics: readonly string[];
  readonly startsAt: Instant;
  readonly place: string;
}

export interface AgreementCommands {
  'agreement.propose': Terms;
  'agreement.counter': Terms & { proposalId: string };
  'agreement.consent': { proposalId: string };
}

export interface AgreementEvents {
  'agreement.proposed': {
    part: UnitPart;
    topics: readonly string[];
    startsAt: Instant;
    place: string;
    counters: string | null;
  };
  'agreement.consented': { part: UnitPart; proposalId: string };
  'agreement.reached': { proposalId: string };
}

/** No proposal yet. */
export const noAgreement: Agreement = { proposals: [], behind: {}, agreed: null };

/** For which of the two parties that the charter names somebody speaks; null: for none. */
export const partyOf = (meeting: Meeting, personId: PersonId | 'system'): UnitPart | null => {
  const unitId = seatOf(meeting, personId)?.unitId;
  const part = unitId ? unitOf(meeting, unitId)?.part : undefined;
  const stands = hasRole(meeting, personId, 'representative', 'convener', 'secretary', 'chair');
  return part && stands && meeting.charter.agreement?.between.includes(part) ? part : null;
};

export const proposalOf = (meeting: Meeting, proposalId: string): Proposal | undefined =>
  meeting.agreement.proposals.find((one) => one.id === proposalId);

/** The agenda with the topics that it does not have yet. */
const withTopics = (meeting: Meeting, { id, topics }: Proposal): readonly PlannedItem[] => {
  const agenda = meeting.agenda.map(asPlanned);
  const taken = new Set(agenda.flatMap((item) => [item.title, item.id]));
  const added = topics
    .map((title, index): PlannedItem => ({
      id: `${id}-${index + 1}`,
      parentId: null,
      kind: 'discussion',
      title,
      presenter: '',
      unitIds: [],
      plannedMinutes: 10,
    }))
    .filter((item) => !taken.has(item.title) && !taken.has(item.id))
    .slice(0, MOST_ITEMS - agenda.length);
  return withMatters(agenda, added);
};

/** Both sides stand behind one proposal: it is adopted as time, place and topics of the meeting. */
const adopted = (meeting: Meeting, proposal: Proposal): readonly Draft[] => {
  const items = withTopics(meeting, proposal);
  const { startsAt, place } = proposal;
  const moved = {
    ...(startsAt === meeting.startsAt ? {} : { startsAt }),
    ...(place === meeting.place ? {} : { place }),
  };
  return [
    { type: 'agreement.reached', proposalId: proposal.id },
    ...(Object.keys(moved).length > 0 ? [{ type: 'meeting.revised', ...moved } as const] : []),
    ...(items.length > meeting.agenda.length ? [{ type: 'agenda.laid', items } as const] : []),
  ];
};

const propose = (
  meeting: Meeting,
  { topics, startsAt, place }: Terms,
  counters: string | null,
  by: Authority,
): Decision => {
  const part = partyOf(meeting, by.actor);
  if (!meeting.charter.agreement) return refused('no_agreement_needed');
  if (part === null) return refused('not_a_party');
  return preparing(meeting) ?? happened({ type: 'agreement.proposed', part, topics, startsAt, place, counters });
};

export const agreementDecisions: Decisions<AgreementCommands> = {
  'agreement.propose': (meeting, command, by) => propose(meeting, command, null, by),

  'agreement.counter': (meeting, { proposalId, ...terms }, by) =>
    unless(proposalOf(meeting, proposalId) !== undefined, 'no_such_proposal') ??
    propose(meeting, terms, proposalId, by),

  'agreement.consent': (meeting, { proposalId }, by) => {
    const part = partyOf(meeting, by.actor);
    if (!meeting.charter.agreement) return refused('no_agreement_needed');
    if (part === null) return refused('not_a_party');
    const proposal = proposalOf(meeting, proposalId);
    if (!proposal) return refused('no_such_proposal');
    const { behind, agreed } = meeting.agreement;
    const other = meeting.charter.agreement.between.find((one) => one !== part)!;
    const both = behind[other]?.proposalId === proposalId;
    return (
      preparing(meeting) ??
      unless(behind[part]?.proposalId !== proposalId, 'already_consented') ??
      happened(
        { type: 'agreement.consented', part, proposalId },
        ...(both && agreed?.proposalId !== proposalId ? adopted(meeting, proposal) : []),
      )
    );
  },
};

export const agreementEvolutions: Evolutions<AgreementEvents> = {
  'agreement.proposed': (meeting, { part, topics, startsAt, place, counters, seq, at, actor }) => ({
    ...meeting,
    agreement: {
      ...meeting.agreement,
      proposals: [
        ...meeting.agreement.proposals,
        { id: `g${seq}`, part, topics, startsAt, place, personId: actor, at, counters },
      ],
      behind: { ...meeting.agreement.behind, [part]: { proposalId: `g${seq}`, at } },
    },
  }),

  'agreement.consented': (meeting, { part, proposalId, at }) => ({
    ...meeting,
    agreement: { ...meeting.agreement, behind: { ...meeting.agreement.behind, [part]: { proposalId, at } } },
  }),

  'agreement.reached': (meeting, { proposalId, at }) => ({
    ...meeting,
    agreement: { ...meeting.agreement, agreed: { proposalId, at } },
  }),
};
