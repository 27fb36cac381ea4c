import { noticePaper, type NoticeFacts, type Say } from '#lib/document/notice-paper.ts';
import { numeral } from '#lib/messages/chinese-dates.ts';
import { OFFICIAL_PAGE, printPdf } from './typst.ts';

const TEMPLATE = `${OFFICIAL_PAGE}
#let indent = if paper.lang == "zh" { 2em } else { 0em }
#align(center, text(size: 22pt, weight: "bold", par(justify: false, paper.heading)))
#if paper.number != "" { align(center, paper.number) }
#v(16pt)
#par(paper.addressees)
#par(first-line-indent: (amount: indent, all: true), paper.opening)
#for point in paper.points {
  if point.isList {
    par(first-line-indent: (amount: indent, all: true), strong(point.lead + point.label))
    for line in point.lines { par(first-line-indent: (amount: indent, all: true), line) }
  } else {
    par(first-line-indent: (amount: indent, all: true), strong(point.lead + point.label) + paper.colon + point.lines.join(paper.semicolon))
  }
}
#if paper.amended != "" { par(first-line-indent: (amount: indent, all: true), paper.amended) }
#v(29pt)
#block(breakable: false, align(right)[#paper.issuer \\ #paper.date])
`;

/**
 * The 会议通知 as a PDF in the form of official documents.
 * @param lang of the words that `say` says
 */
export function noticePdf(facts: NoticeFacts, say: Say, lang: 'zh' | 'en'): Buffer {
  const { title: heading, points, ...paper } = noticePaper(facts, say);
  const lead = (n: number): string => (lang === 'zh' ? `${numeral(n)}、` : `${n}. `);
  const led = points.map((point, index) => ({ ...point, lead: lead(index + 1) }));
  const words = { colon: say('notice.colon'), semicolon: say('notice.semicolon') };
  return printPdf(
    TEMPLATE,
    { ...paper, points: led, ...words, heading, title: heading, lang },
    facts.amendedAt ?? facts.at,
  );
}
