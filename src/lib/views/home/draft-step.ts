import type { Check } from '#lib/meeting/compliance.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';

/** A meeting that I convene and of which no notice went out, with what it needs next. */
export interface DraftLine {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly step: 'agree' | 'agenda' | 'materials' | 'late' | 'soon' | 'notice';
  /** When notice is due; null: no deadline. */
  readonly dueAt: string | null;
}

/** The next step of a planned meeting, as its checklist tells. */
export const draftOf = (meeting: Meeting, checks: readonly Check[]): DraftLine => {
  const { id, title, startsAt } = meeting;
  const of = (provision: Check['provision']) => checks.find((check) => check.provision === provision);
  const isMissing = (provision: Check['provision']): boolean =>
    ['open', 'atRisk', 'breached'].includes(of(provision)?.state ?? '');
  const lead = of('noticeLead');
  const inTime = lead?.state === 'breached' ? 'late' : lead?.dueAt ? 'soon' : 'notice';
  const step = isMissing('agreement')
    ? 'agree'
    : meeting.agenda.length === 0 || isMissing('agendaTemplate')
      ? 'agenda'
      : of('materials')?.detail === 'notAsked'
        ? 'materials'
        : inTime;
  return { id, title, startsAt, step, dueAt: lead?.dueAt ?? null };
};
