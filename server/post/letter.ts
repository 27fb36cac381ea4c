import { changeLines, noticePaper, type ChangeLine, type NoticeFacts, type Say } from '#lib/document/notice-paper.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Amendment } from '#lib/meeting/notice.ts';
import { longTimeOf } from '#lib/messages/dates.ts';
import { isLocale, messageFor } from '#lib/messages/messages.ts';

/** Why something goes out. */
export type LetterKind = 'notice' | 'change' | 'cancel' | 'reminder' | 'replyReminder' | 'minutes';

/** What a delivery says, apart from personal links, which are made when it leaves. */
export interface Letter {
  readonly intro: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly changes: readonly ChangeLine[];
  readonly note: string;
}

/** A letter with its subject. */
export interface Written {
  readonly subject: string;
  readonly letter: Letter;
}

/** Says the catalogs' texts in a person's language; an unknown one is Chinese. */
export const sayIn =
  (locale: string): Say =>
  (key, values) =>
    messageFor(isLocale(locale) ? locale : 'zh-CN', key, values);

/** The facts of a meeting's notice as it was last told. */
export function noticeFactsOf(meeting: Meeting): NoticeFacts | null {
  const { notice, council, charter, number } = meeting;
  if (!notice) return null;
  const { told, asked, at, amendments } = notice;
  const amendedAt = amendments.at(-1)?.at ?? null;
  return { council: council.name, document: charter.document, number, told, asked, at, amendedAt };
}

/** Writes one letter. Facts are those that were told: what is planned and not told goes out with the next notice. */
export function write(kind: LetterKind, meeting: Meeting, say: Say, amendment?: Amendment): Written {
  const told = meeting.notice?.told ?? meeting;
  const values = {
    title: told.title,
    council: meeting.council.name,
    time: longTimeOf(say, told.startsAt),
    replyBy: longTimeOf(say, meeting.notice?.asked.replyBy ?? told.startsAt),
    reason: meeting.cancelReason,
  };
  return {
    subject: say(`post.subject.${kind}`, values),
    letter: {
      intro: say(`post.intro.${kind}`, values),
      facts: kind === 'minutes' ? [] : factsOf(meeting, say),
      changes: kind === 'change' && amendment ? changeLines(amendment.changes, say) : [],
      note: kind === 'change' ? (amendment?.note ?? '') : '',
    },
  };
}

function factsOf(meeting: Meeting, say: Say): Letter['facts'] {
  const facts = noticeFactsOf(meeting);
  if (!facts) return [];
  return noticePaper(facts, say).points.map(
    ({ label, lines }) => [label, lines.join(say('notice.semicolon'))] as const,
  );
}

/** The letter as plain text, a line for each fact. */
export function textOf({ intro, facts, changes, note }: Letter, say: Say): string {
  const changed = changes.map((change) => say('notice.changeLine', { ...change }));
  const told = facts.map(([label, value]) => say('post.fact', { label, value }));
  return [[intro], changed, note === '' ? [] : [note], told]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}
