import { owing } from '#lib/meeting/material.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { currentVersion } from '#lib/meeting/minutes.ts';
import { hasRead } from '#lib/meeting/notice.ts';
import { hasRole, isRepresentative, seatOf } from '#lib/meeting/seat.ts';
import { signatureOf } from '#lib/meeting/signoff.ts';
import { partyOf } from '#lib/meeting/agreement.ts';
import { requestsOf } from '#lib/meeting/compliance/notice.ts';

/** Something a meeting waits for from me or my unit. `dueAt` null: no deadline. */
export interface Owed {
  readonly key: string;
  readonly kind: 'reply' | 'materials' | 'report' | 'agreement' | 'sign' | 'read';
  readonly meetingId: string;
  readonly title: string;
  /** What is asked for, in the words of whoever asks; empty: the kind says it. */
  readonly what: string;
  readonly dueAt: string | null;
  readonly isLate: boolean;
  /** Where it is done. */
  readonly path: string;
}

type Ask = Pick<Owed, 'kind' | 'dueAt' | 'path'> & { readonly what?: string };

const ownUnit = (meeting: Meeting, personId: string): string | null =>
  isRepresentative(meeting, personId) ? (seatOf(meeting, personId)?.unitId ?? null) : null;

/** A unit that has answered has seen what was told before; whoever convenes has told it. */
const replies = (meeting: Meeting, personId: string): readonly Ask[] => {
  if (meeting.stage !== 'noticed') return [];
  const unitId = ownUnit(meeting, personId);
  const path = `/meetings/${meeting.id}/notice`;
  if (unitId !== null && !meeting.replies[unitId])
    return [{ kind: 'reply', dueAt: meeting.notice?.asked.replyBy ?? null, path: `${path}#reply` }];
  const toldAt = meeting.notice?.amendments.at(-1)?.at ?? meeting.notice?.at ?? '';
  const hasAnswered = unitId !== null && (meeting.replies[unitId]?.at ?? '') >= toldAt;
  const isSender = hasRole(meeting, personId, 'convener', 'secretary', 'chair');
  return hasAnswered || isSender || hasRead(meeting, personId) ? [] : [{ kind: 'read', dueAt: null, path }];
};

const isPreparing = ({ stage }: Meeting): boolean => stage === 'planned' || stage === 'noticed';

const materials = (meeting: Meeting, personId: string): readonly Ask[] => {
  const unitId = ownUnit(meeting, personId);
  if (unitId === null || !isPreparing(meeting)) return [];
  return requestsOf(meeting)
    .filter((request) => owing(meeting, request).includes(unitId))
    .map(({ text, itemId, dueAt }) => ({
      kind: 'materials',
      what: text || (meeting.agenda.find(({ id }) => id === itemId)?.title ?? ''),
      dueAt: dueAt ?? meeting.startsAt,
      path: `/meetings/${meeting.id}/plan#materials`,
    }));
};

const reports = (meeting: Meeting, personId: string): readonly Ask[] => {
  const unitId = ownUnit(meeting, personId);
  if (unitId === null || !isPreparing(meeting) || !meeting.charter.structuredReports) return [];
  const isNamed = meeting.agenda.some(({ kind, unitIds }) => kind === 'report' && unitIds.includes(unitId));
  if (!isNamed || meeting.reports.some((report) => report.unitId === unitId)) return [];
  return [{ kind: 'report', dueAt: meeting.startsAt, path: `/meetings/${meeting.id}/plan#reports` }];
};

/** The other side made the last proposal, and mine does not stand behind it. */
const agreement = (meeting: Meeting, personId: string): readonly Ask[] => {
  const part = partyOf(meeting, personId);
  const last = meeting.agreement.proposals.at(-1);
  if (part === null || !last || last.part === part || !isPreparing(meeting)) return [];
  if (meeting.agreement.behind[part]?.proposalId === last.id) return [];
  return [{ kind: 'agreement', dueAt: null, path: `/meetings/${meeting.id}/plan#agreement` }];
};

const signing = (meeting: Meeting, personId: string): readonly Ask[] => {
  const version = meeting.stage === 'final' ? currentVersion(meeting) : undefined;
  const unitId = ownUnit(meeting, personId);
  if (!version || unitId === null || !version.signers.includes(unitId) || signatureOf(version, unitId)) return [];
  return [{ kind: 'sign', dueAt: null, path: `/meetings/${meeting.id}/minutes` }];
};

/** What a meeting waits for from this person. `now` in milliseconds. */
export const owedOf = (meeting: Meeting, personId: string, now: number): readonly Owed[] =>
  [replies, materials, reports, agreement, signing]
    .flatMap((asks) => asks(meeting, personId))
    .map(({ kind, dueAt, path, what = '' }, index) => ({
      key: `${meeting.id}/${kind}/${index}`,
      kind,
      meetingId: meeting.id,
      title: meeting.title,
      what,
      dueAt,
      isLate: dueAt !== null && Date.parse(dueAt) < now,
      path,
    }));

/** Year 10000: later than any deadline. */
const NEVER = 253_402_300_800_000;

const momentOf = ({ dueAt }: Owed): number => (dueAt === null ? NEVER : Date.parse(dueAt));

/** What is late first, then by deadline; what has none comes last. */
export const byUrgency = (a: Owed, b: Owed): number => momentOf(a) - momentOf(b);
