import type { Meeting } from '#lib/meeting/meeting.ts';
import { noticePdf } from '../export/notice-pdf.ts';
import { noticeFactsOf, sayIn } from './letter.ts';

/** The meeting's notice as a PDF in a person's language; null: none was given yet. */
export function noticeFile(meeting: Meeting, locale: string): Buffer | null {
  const facts = noticeFactsOf(meeting);
  return facts && noticePdf(facts, sayIn(locale), locale === 'en' ? 'en' : 'zh');
}
