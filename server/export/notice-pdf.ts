import { noticePaper, type NoticeFacts, type Say } from '#lib/document/notice-paper.ts';
import { OFFICIAL_PAGE, printPdf } from './typst.ts';

const TEMPLATE = `${OFFICIAL_PAGE}
#let numeral(n) = if paper.lang == "zh" { numbering("一、", n) } else { numbering("1. ", n) }
#let indent = if paper.lang == "zh" { 2em } else { 0em }
#align(center, text(size: 22pt, weight: "bold", par(justify: false, paper.heading)))
#if paper.number != "" { align(center, paper.number) }
#v(16pt)
#par(paper.addressees)
#par(first-line-indent: (amount: indent, all: true), paper.opening)
#for (n, point) in paper.points.enumerate() {
  if point.isList {
    par(first-line-indent: (amount: indent, all: true), strong(numeral(n + 1) + point.label))
    for line in point.lines { par(first-line-indent: (amount: indent, all: true), line) }
  } else {
    par(first-line-indent: (amount: indent, all: true), strong(numeral(n + 1) + point.label) + paper.colon + point.lines.join(paper.semicolon))
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
  const { title: heading, ...paper } = noticePaper(facts, say);
  const words = { colon: say('notice.colon'), semicolon: say('notice.semicolon') };
  return printPdf(TEMPLATE, { ...paper, ...words, heading, title: heading, lang }, facts.amendedAt ?? facts.at);
}
