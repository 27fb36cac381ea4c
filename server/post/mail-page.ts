import { escapeHtml } from '#lib/document/print.ts';
import type { Say } from '#lib/document/notice-paper.ts';
import type { ChangeLine } from '#lib/document/notice-paper.ts';
import { textOf, type Letter } from './letter.ts';

/** Where a letter leads: pages of ours, none of which does anything by being opened. */
export interface LetterLinks {
  /** The page the letter is about. */
  readonly page: string;
  /** One link per answer, when an answer is asked for. */
  readonly answers: readonly { readonly label: string; readonly href: string }[];
}

/** The letter as the text part of a mail. */
export function mailText(letter: Letter, links: LetterLinks, say: Say): string {
  const answers = links.answers.map(({ label, href }) => say('post.fact', { label, value: href }));
  const lead = say('post.fact', { label: say('post.open'), value: links.page });
  return `${[textOf(letter, say), [...answers, lead].join('\n'), say('post.footer')].join('\n\n')}\n`;
}

const paragraph = (text: string): string => `<p style="margin:0 0 12px">${escapeHtml(text)}</p>`;

const button = (label: string, href: string): string =>
  `<a href="${escapeHtml(href)}" style="display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border:1px solid #8a8a80;border-radius:4px;color:#1c1c1a;text-decoration:none">${escapeHtml(label)}</a>`;

const row = (label: string, value: string): string =>
  `<tr><th style="text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:600;white-space:nowrap">${escapeHtml(label)}</th><td style="padding:4px 0">${escapeHtml(value)}</td></tr>`;

const changeTable = (changes: readonly ChangeLine[], say: Say): string =>
  changes.map((change) => paragraph(say('notice.changeLine', { ...change }))).join('');

/** The letter as the HTML part of a mail: plain, without pictures or anything that is fetched. */
export function mailHtml(subject: string, letter: Letter, links: LetterLinks, say: Say): string {
  const facts = letter.facts.map(([label, value]) => row(label, value)).join('');
  const buttons = [...links.answers, { label: say('post.open'), href: links.page }];
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head>',
    '<body style="font:16px/1.6 sans-serif;color:#1c1c1a;max-width:40em">',
    `<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(subject)}</h1>`,
    paragraph(letter.intro),
    changeTable(letter.changes, say),
    letter.note === '' ? '' : paragraph(letter.note),
    facts === '' ? '' : `<table style="border-collapse:collapse;margin:0 0 16px">${facts}</table>`,
    `<p>${buttons.map(({ label, href }) => button(label, href)).join('')}</p>`,
    `<p style="color:#6a6a62;font-size:13px">${escapeHtml(say('post.footer'))}</p>`,
    '</body></html>',
  ].join('');
}
