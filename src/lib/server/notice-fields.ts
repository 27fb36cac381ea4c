import { instantOf } from '#lib/wire/planning-form.ts';
import { noticeForm, replyForm, type NoticeForm } from '#lib/wire/notice-form.ts';
import * as v from 'valibot';

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What the form of a notice or a change notice sent, as it is shown again. */
export const noticeFields = (form: FormData) => ({
  commandId: text(form, 'commandId'),
  requirements: text(form, 'requirements'),
  replyDay: text(form, 'replyDay'),
  replyTime: text(form, 'replyTime'),
  contact: text(form, 'contact'),
  note: text(form, 'note'),
});

type Read<Form> =
  { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly wrong: readonly string[] };

const wrongOf = (issues: readonly v.BaseIssue<unknown>[]): readonly string[] => [
  ...new Set(issues.map((issue) => String(issue.path?.at(-1)?.key ?? ''))),
];

/** A notice's form, or the names of the fields that are wrong. Answers are asked for before the meeting. */
export function readNotice(fields: ReturnType<typeof noticeFields>, startsAt: string): Read<NoticeForm> {
  const { replyDay, replyTime, ...rest } = fields;
  const replyBy = replyDay === '' ? null : instantOf(replyDay, replyTime);
  if (replyDay !== '' && (replyBy === null || replyBy > startsAt)) return { ok: false, wrong: ['replyBy'] };
  const read = v.safeParse(noticeForm, { ...rest, replyBy });
  return read.success ? { ok: true, form: read.output } : { ok: false, wrong: wrongOf(read.issues) };
}

/** What an answer's form sent. */
export const replyFields = (form: FormData) => ({
  commandId: text(form, 'commandId'),
  answer: text(form, 'answer'),
  reason: text(form, 'reason'),
  name: text(form, 'name'),
  phone: text(form, 'phone'),
  personId: text(form, 'personId'),
  unitId: text(form, 'unitId'),
});

/** An answer, or the names of the fields that are wrong. */
export function readReply(fields: ReturnType<typeof replyFields>): Read<v.InferOutput<typeof replyForm>> {
  const { name, phone, personId, ...rest } = fields;
  const read = v.safeParse(replyForm, { ...rest, deputy: { name, phone, personId } });
  return read.success ? { ok: true, form: read.output } : { ok: false, wrong: wrongOf(read.issues) };
}
