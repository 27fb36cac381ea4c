import * as v from 'valibot';
import type { MatterActs, MatterActType } from '#lib/meeting/matter.ts';

/** Most characters of a report's text, and of the shorter texts around it. */
export const MATTER_LENGTHS = { text: 2000, tried: 1000, place: 120, community: 60, name: 40, phone: 24 } as const;

/** Most photos of a report, and the size of one before it is made smaller, in bytes. */
export const PHOTOS = { most: 6, bytes: 10 * 1024 * 1024 } as const;

/** Nobody fills the form in less time; what does is a program. */
export const HASTY_MS = 3000;

/** One line without control characters; may be empty. */
const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^\P{Cc}*$/u));

/** Several lines without other control characters; may be empty. */
const lines = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.replaceAll('\r\n', '\n')),
    v.trim(),
    v.maxLength(max),
    v.regex(/^(?:[\n\t]|\P{Cc})*$/u),
  );

const needed = (max: number) => v.pipe(lines(max), v.minLength(1));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80), v.regex(/^\P{Cc}+$/u));
const day = v.pipe(v.string(), v.isoDate());

/** The secret that the form brings along: it makes a report one, however often it is sent. */
const key = v.pipe(v.string(), v.regex(/^[\w-]{32,80}$/));

const reported = {
  key,
  category: v.pipe(line(60), v.minLength(1)),
  community: line(MATTER_LENGTHS.community),
  place: line(MATTER_LENGTHS.place),
  text: needed(MATTER_LENGTHS.text),
  tried: lines(MATTER_LENGTHS.tried),
  photoIds: v.optional(v.pipe(v.array(id), v.maxLength(PHOTOS.most)), []),
};

const contact = {
  contactName: line(MATTER_LENGTHS.name),
  contactPhone: v.pipe(line(MATTER_LENGTHS.phone), v.regex(/^[\d+\-() ]*$/)),
};

/** A report by a member. `unitId` null: for somebody who came or called, which only the office writes down. */
export const memberReport = v.strictObject({
  ...reported,
  unitId: v.optional(v.nullable(id), null),
  contactName: v.optional(contact.contactName, ''),
  contactPhone: v.optional(contact.contactPhone, ''),
});

/** A report by a resident. `website` is empty unless a program filled it; `since`: when the form was opened (ms). */
export const residentReport = v.strictObject({
  ...reported,
  contactName: v.optional(contact.contactName, ''),
  contactPhone: v.optional(contact.contactPhone, ''),
  website: v.optional(v.string(), ''),
  since: v.number(),
});

export type MemberReport = v.InferOutput<typeof memberReport>;
export type ResidentReport = v.InferOutput<typeof residentReport>;

/** What a resident adds later. */
export const supplement = v.strictObject({ text: needed(1000) });

/** The version of the matter that whoever acts has before them. */
const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The acts of the office, by name; every act names the version that it was decided on. */
export const matterActs = {
  register: v.strictObject({ version }),
  discard: v.strictObject({ version, reason: needed(300) }),
  accept: v.strictObject({ version }),
  refuse: v.strictObject({ version, reason: needed(500) }),
  merge: v.strictObject({ version, targetId: id }),
  assign: v.strictObject({
    version,
    unitId: id,
    person: v.optional(line(MATTER_LENGTHS.name), ''),
    deadline: day,
    note: v.optional(lines(500), ''),
  }),
  finish: v.strictObject({ version, outcome: needed(1000) }),
  reopen: v.strictObject({ version, reason: needed(300) }),
  note: v.strictObject({ version, text: needed(1000) }),
  hideContact: v.strictObject({ version }),
} satisfies Record<MatterActType, v.GenericSchema>;

/** An act with what it says and the version it was decided on. */
export type MatterAct = {
  [Act in MatterActType]: { act: Act; version: number } & MatterActs[Act];
}[MatterActType];

/** What was sent, read; or the names of the fields that are wrong, each once. */
export type Read<Form> = { ok: true; form: Form } | { ok: false; wrong: string[] };

/** Reads a form by its schema. */
export function readForm<S extends v.GenericSchema>(schema: S, sent: unknown): Read<v.InferOutput<S>> {
  const read = v.safeParse(schema, sent);
  if (read.success) return { ok: true, form: read.output };
  return { ok: false, wrong: [...new Set(read.issues.map((issue) => String(issue.path?.[0]?.key ?? '')))] };
}

/** Reads an act out of a form's fields. */
export function readAct(act: string, fields: Record<string, unknown>): Read<MatterAct> {
  if (!Object.hasOwn(matterActs, act)) return { ok: false, wrong: ['act'] };
  const read = readForm(matterActs[act as MatterActType], fields);
  return read.ok ? { ok: true, form: { act, ...read.form } as MatterAct } : read;
}
