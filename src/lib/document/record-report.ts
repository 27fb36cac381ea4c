import type { Meeting } from '#lib/meeting/meeting.ts';
import { currentReports } from '#lib/meeting/report.ts';
import { recordWords as words } from '#lib/messages/record-words.ts';
import { recordWith, unitNames } from './record-text.ts';
import type { RecordAttrs } from './record-attrs.ts';

/** The units' structured reports under an item, or for the whole meeting (null), each as it was last filed. */
export function recordsOfReports(meeting: Meeting, itemId: string | null): RecordAttrs[] {
  const { labels } = words;
  return currentReports(meeting)
    .filter((report) => report.itemId === itemId)
    .map((report) => {
      const figures = report.figures.map(({ name, value, unit }) => words.figure(name, value, unit));
      return recordWith(`report:${report.unitId}:${itemId ?? ''}`, 'report', {
        at: report.at,
        title: words.report(unitNames(meeting, [report.unitId])),
        rows: [
          [labels.done, report.done],
          [labels.figures, figures.join(words.comma)],
          [labels.problems, report.problems],
          [labels.proposals, report.proposals],
        ],
      });
    });
}
