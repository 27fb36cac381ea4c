import * as v from 'valibot';
import { charterOf } from '#lib/meeting/charters/charters.ts';
import { UNIT_PARTS, type Role } from '#lib/meeting/seat.ts';

/** Every role a seat can carry, in the order in which they are shown (domain.md). */
export const ROLES = [
  'convener',
  'chair',
  'viceChair',
  'secretary',
  'recorder',
  'supervisor',
  'sealKeeper',
  'representative',
  'expert',
  'observer',
] as const satisfies readonly Role[];

/** Most units of a council, and most people that one import brings. */
export const MOST_UNITS = 200;

/** A name as it is compared: full-width and half-width forms, spaces and case make no difference. */
export const normalName = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

const oneLine = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const upToLine = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const anId = v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/));
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** A day, `YYYY-MM-DD`. */
export const day = v.pipe(v.string(), v.trim(), v.check(isDay));

/** An e-mail address as people have them; empty: none. */
export const email = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(200),
  v.check((text) => text === '' || /^[^\s@<>()",;:\\]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(text)),
);

/** A telephone number: digits, spaces, `+`, `-` and brackets; empty: none. */
export const phone = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(40),
  v.check((text) => text === '' || /^(?=(?:\D*\d){3})[\d\s+()（）-]+$/u.test(text)),
);

const distinct = <T>(items: readonly T[]): boolean => new Set(items).size === items.length;

/** A member unit. `short` is the name for narrow columns. */
export const unitForm = v.strictObject({
  id: v.optional(anId),
  name: oneLine(60),
  short: v.optional(upToLine(20)),
  part: v.optional(v.picklist(UNIT_PARTS)),
});
export type UnitForm = v.InferOutput<typeof unitForm>;

/** A council with its member units, in their order. */
export const councilForm = v.strictObject({
  id: v.optional(anId),
  name: oneLine(120),
  charterId: v.pipe(
    v.string(),
    v.check((id) => charterOf(id) !== undefined),
  ),
  units: v.pipe(
    v.array(unitForm),
    v.minLength(1),
    v.maxLength(MOST_UNITS),
    v.check((units) => distinct(units.map(({ name }) => normalName(name)))),
  ),
});
export type CouncilForm = v.InferOutput<typeof councilForm>;

const roles = v.pipe(v.array(v.picklist(ROLES)), v.minLength(1), v.check(distinct));

/** What can be said of a person when they are seated. */
const personParts = {
  name: v.optional(oneLine(60)),
  post: v.optional(upToLine(60)),
  email: v.optional(email),
  phone: v.optional(phone),
};

const seatFields = v.strictObject({
  id: v.optional(anId),
  personId: v.optional(anId),
  ...personParts,
  unitId: v.optional(v.nullable(anId)),
  roles,
  from: v.optional(day),
  until: v.optional(v.nullable(day)),
});
type SeatFields = v.InferOutput<typeof seatFields>;

/**
 * A seat: of a person who is known (`personId`), or of a new one (`name`). `from` and `until` are days, both included;
 * left out, the seat begins now and has no end.
 */
export const seatForm = v.pipe(
  seatFields,
  v.forward(
    v.check(({ from, until }: SeatFields) => !from || !until || from <= until),
    ['until'],
  ),
  v.forward(
    v.check((form: SeatFields) => !form.roles.includes('representative') || (form.unitId ?? null) !== null),
    ['unitId'],
  ),
  v.forward(
    v.check(({ personId, name }: SeatFields) => personId !== undefined || name !== undefined),
    ['name'],
  ),
);
export type SeatForm = v.InferOutput<typeof seatForm>;

/** How a seat ends: now, or with a day; and whether the person's address and number are hidden. */
export const seatEndForm = v.strictObject({ until: v.optional(day), hide: v.optional(v.boolean()) });
export type SeatEndForm = v.InferOutput<typeof seatEndForm>;

const successorFields = v.strictObject({
  id: v.optional(anId),
  personId: v.optional(anId),
  ...personParts,
  hide: v.optional(v.boolean()),
});

/** Who takes over a seat, with its unit and roles. */
export const successorForm = v.pipe(
  successorFields,
  v.forward(
    v.check(
      ({ personId, name }: v.InferOutput<typeof successorFields>) => personId !== undefined || name !== undefined,
    ),
    ['name'],
  ),
);
export type SuccessorForm = v.InferOutput<typeof successorForm>;

/** For whom a personal link to the council is made, and how many hours it is good. */
export const invitationForm = v.strictObject({
  personIds: v.optional(v.pipe(v.array(anId), v.minLength(1), v.maxLength(1000))),
  hours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60))),
});
export type InvitationForm = v.InferOutput<typeof invitationForm>;

/** The first parts of a form that its schema refused, by name. */
export const wrongParts = (issues: readonly v.BaseIssue<unknown>[]): string[] => [
  ...new Set(issues.map((issue) => String(issue.path?.[0]?.key ?? ''))),
];
