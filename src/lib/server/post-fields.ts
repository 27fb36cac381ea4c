import { postForm } from '#lib/wire/notice-form.ts';
import * as v from 'valibot';
import type { CouncilPost } from '../../../server/archive/archive.ts';

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What the settings' form sent, without secrets: as it is shown again. */
const fieldsOf = (form: FormData) => ({
  fromName: text(form, 'fromName'),
  quietFrom: text(form, 'quietFrom'),
  quietUntil: text(form, 'quietUntil'),
  smsUrl: text(form, 'smsUrl').trim(),
  robotKind: text(form, 'robotKind'),
  robotUrl: text(form, 'robotUrl').trim(),
});

type Read = { fields: ReturnType<typeof fieldsOf> } & (
  { ok: true; settings: CouncilPost } | { ok: false; wrong: readonly string[] }
);

/** The settings of a council's post, or the names of the fields that are wrong. */
export function readPost(form: FormData, before: CouncilPost, accepts: (url: string) => boolean): Read {
  const fields = fieldsOf(form);
  const read = v.safeParse(postForm, {
    ...fields,
    smsSecret: text(form, 'smsSecret'),
    robotSecret: text(form, 'robotSecret'),
  });
  const bad = (['smsUrl', 'robotUrl'] as const).filter((name) => fields[name] !== '' && !accepts(fields[name]));
  if (!read.success)
    return { ok: false, fields, wrong: [...read.issues.map((issue) => String(issue.path?.at(-1)?.key)), ...bad] };
  if (bad.length > 0) return { ok: false, fields, wrong: bad };
  const { fromName, quietFrom, quietUntil, smsUrl, smsSecret, robotKind, robotUrl, robotSecret } = read.output;
  return {
    ok: true,
    fields,
    settings: {
      fromName,
      quietFrom,
      quietUntil,
      sms: { url: smsUrl, secret: smsSecret || before.sms.secret },
      robot: { kind: robotKind, url: robotUrl, secret: robotSecret || before.robot.secret },
    },
  };
}
