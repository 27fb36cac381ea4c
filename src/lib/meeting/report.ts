import type { Meeting } from './meeting.ts';
import type { Instant, ItemId, PersonId, UnitId } from './names.ts';
import { bringing, collecting, known } from './material.ts';
import { happened, unless, type Decisions, type Evolutions } from './rulebook.ts';

/** A figure of a report: patrols 12 times. `value` is text, so that people's own precision stays. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
}

/** What a unit reports in structured form: works done, figures, problems, proposals (charter 5). */
export interface ReportText {
  readonly done: string;
  readonly figures: readonly Figure[];
  readonly problems: string;
  readonly proposals: string;
}

/** One version of a unit's report, under an item or for the meeting. */
export interface Report extends ReportText {
  readonly id: string;
  readonly unitId: UnitId;
  readonly itemId: ItemId | null;
  readonly personId: PersonId | 'system';
  readonly at: Instant;
  /** 1, 2 … of the same unit and item. */
  readonly version: number;
}

export interface ReportCommands {
  'report.file': ReportText & { unitId: UnitId; itemId: ItemId | null };
}

export interface ReportEvents {
  'report.filed': {
    unitId: UnitId;
    itemId: ItemId | null;
    done: string;
    figures: readonly Figure[];
    problems: string;
    proposals: string;
  };
}

/** The last version of every report, in the order in which they first came. */
export const currentReports = (meeting: Meeting): readonly Report[] => [
  ...new Map(meeting.reports.map((report) => [JSON.stringify([report.unitId, report.itemId]), report])).values(),
];

const isEmpty = ({ done, figures, problems, proposals }: ReportText): boolean =>
  done === '' && figures.length === 0 && problems === '' && proposals === '';

export const reportDecisions: Decisions<ReportCommands> = {
  'report.file': (meeting, command, by) =>
    collecting(meeting) ??
    bringing(meeting, command.unitId, by) ??
    known(meeting, { unitIds: [command.unitId], itemId: command.itemId }) ??
    unless(!isEmpty(command), 'report_empty') ??
    happened({ type: 'report.filed', ...command }),
};

export const reportEvolutions: Evolutions<ReportEvents> = {
  'report.filed': (meeting, { unitId, itemId, done, figures, problems, proposals, seq, at, actor }) => ({
    ...meeting,
    reports: [
      ...meeting.reports,
      {
        id: `t${seq}`,
        unitId,
        itemId,
        done,
        figures,
        problems,
        proposals,
        personId: actor,
        at,
        version: meeting.reports.filter((one) => one.unitId === unitId && one.itemId === itemId).length + 1,
      },
    ],
  }),
};
