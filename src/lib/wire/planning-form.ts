import * as v from 'valibot';
import type { SeriesRule } from '../meeting/series.ts';

const oneLine = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const prose = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(max),
    v.check((text) => !/[^\P{Cc}\n\r\t]/u.test(text) && text.isWellFormed()),
  );
const anId = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
/** Years in which a meeting can be. */
const plausible = (instant: string): boolean => instant >= '2000' && instant < '2100';

/** The address of a video conference; empty: none. */
export const isLink = (text: string): boolean => {
  if (text === '') return true;
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
};

/**
 * A meeting to be planned. `id` is the client's own for it: sent twice, one meeting is planned. An empty title becomes
 * the council's name with year and number. `agendaOf` takes an earlier meeting's agenda in place of the template.
 */
export const planForm = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)),
    title: v.optional(oneLine(200), ''),
    form: v.optional(v.picklist(['meeting', 'workshop', 'forum']), 'meeting'),
    kind: v.optional(v.picklist(['regular', 'extraordinary']), 'regular'),
    reason: v.optional(prose(1000), ''),
    startsAt: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.check((text) => !Number.isNaN(Date.parse(text))),
      v.transform((text) => new Date(text).toISOString()),
      v.check(plausible),
    ),
    place: v.pipe(oneLine(200), v.minLength(1)),
    link: v.optional(v.pipe(oneLine(500), v.check(isLink)), ''),
    matterIds: v.optional(v.pipe(v.array(anId), v.maxLength(60)), []),
    agendaOf: v.optional(v.nullable(anId), null),
  }),
  v.forward(
    v.check(({ kind, reason }) => kind === 'regular' || reason !== ''),
    ['reason'],
  ),
);
export type PlanForm = v.InferOutput<typeof planForm>;

/** When and where something is to be, and which meeting it is when that is planned already. */
export const slotQuery = v.strictObject({
  startsAt: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.check((text) => !Number.isNaN(Date.parse(text))),
  ),
  place: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  meeting: v.optional(anId),
});

const month = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12));
const on = v.union([
  v.strictObject({ day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31)) }),
  v.strictObject({
    nth: v.picklist([1, 2, 3, 4, 5]),
    weekday: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
  }),
]);

/** When a council meets regularly. */
export const seriesRule = v.strictObject({
  months: v.picklist([1, 3, 12]),
  first: month,
  on,
}) satisfies v.GenericSchema<unknown, SeriesRule>;

/** The rule with time (`HH:MM` in Shanghai), place and link. */
export const seriesForm = v.strictObject({
  rule: seriesRule,
  time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  place: v.pipe(oneLine(200), v.minLength(1)),
  link: v.optional(v.pipe(oneLine(500), v.check(isLink)), ''),
});
export type SeriesForm = v.InferOutput<typeof seriesForm>;

/** The first parts of a form that its schema refused, by name. */
export const wrongParts = (issues: readonly v.BaseIssue<unknown>[]): string[] => [
  ...new Set(issues.map((issue) => String(issue.path?.[0]?.key ?? ''))),
];

/** The moment of a day and a time (`HH:MM`) in Shanghai, which keeps UTC+8 all year; null: no such moment. */
export const instantOf = (day: string, time: string): string | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return null;
  const at = new Date(`${day}T${time}:00.000+08:00`);
  if (Number.isNaN(at.getTime())) return null;
  const back = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return back.startsWith(`${day}T${time}`) ? at.toISOString() : null;
};

/** Largest file that a meeting takes, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** What a meeting takes, by what the bytes say: MIME type → file ending. */
export const DELIVERY_TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  [`${OFFICE}.wordprocessingml.document`]: 'docx',
  [`${OFFICE}.spreadsheetml.sheet`]: 'xlsx',
  [`${OFFICE}.presentationml.presentation`]: 'pptx',
};

/** What stands in the address of an upload: the client's own id for it, the file's name, whose it is, for which item. */
export const deliveryQuery = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)),
  name: v.pipe(oneLine(200), v.minLength(1), v.regex(/^[^/\\]*$/)),
  unit: v.optional(anId),
  item: v.optional(anId),
});
