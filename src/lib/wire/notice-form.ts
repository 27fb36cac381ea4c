import * as v from 'valibot';

const oneLine = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const prose = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.replaceAll('\r\n', '\n')),
    v.trim(),
    v.maxLength(max),
    v.check((text) => !/[^\P{Cc}\n\t]/u.test(text) && text.isWellFormed()),
  );
/** A page's own id for what it sends: a retry is the same. */
const commandId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));
const instant = v.pipe(v.string(), v.isoTimestamp());

/** What whoever convenes adds to a notice, or to a change notice. `replyBy` null: no answer is asked for. */
export const noticeForm = v.strictObject({
  commandId,
  requirements: prose(4000),
  replyBy: v.nullable(instant),
  contact: oneLine(200),
  note: prose(2000),
});
export type NoticeForm = v.InferOutput<typeof noticeForm>;

/** A unit's answer. Leave asks for a reason, a deputy for a name. `unitId` empty: for the own unit. */
export const replyForm = v.pipe(
  v.strictObject({
    commandId,
    answer: v.picklist(['attend', 'excused', 'deputy']),
    reason: prose(1000),
    deputy: v.strictObject({
      name: oneLine(80),
      phone: v.pipe(oneLine(30), v.regex(/^[\d+() -]*$/)),
      personId: oneLine(80),
    }),
    unitId: oneLine(80),
  }),
  v.forward(
    v.check(({ answer, reason }) => answer !== 'excused' || reason !== ''),
    ['reason'],
  ),
  v.forward(
    v.check(({ answer, deputy }) => answer !== 'deputy' || deputy.name !== '' || deputy.personId !== ''),
    ['deputy'],
  ),
);

const minuteOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  v.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))),
);

/** How a council's post goes out. A secret left empty stays what it is. */
export const postForm = v.strictObject({
  fromName: oneLine(60),
  quietFrom: minuteOfDay,
  quietUntil: minuteOfDay,
  smsUrl: oneLine(1000),
  smsSecret: oneLine(200),
  robotKind: v.picklist(['wecom', 'dingtalk']),
  robotUrl: oneLine(1000),
  robotSecret: oneLine(200),
});
export type PostForm = v.InferOutput<typeof postForm>;
