import * as v from 'valibot';
import { charterOf } from '#lib/meeting/charters/charters.ts';
import { UNIT_PARTS } from '#lib/meeting/seat.ts';
import { normalName } from './council-form.ts';
import { isPassword, isUsername } from './credentials.ts';

const oneLine = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.regex(/^\P{Cc}*$/u));

const unitName = oneLine(60);

/** A member unit by its name, with the kind of body it is where somebody said so. */
const memberUnit = v.union([
  v.pipe(
    unitName,
    v.transform((name) => ({ name, part: undefined })),
  ),
  v.strictObject({ name: unitName, part: v.optional(v.picklist(UNIT_PARTS)) }),
]);

const isUnique = (units: readonly { name: string }[]): boolean =>
  new Set(units.map(({ name }) => normalName(name))).size === units.length;

/** What makes the first administrator and council; `units` are the members, in their order. */
export const setupForm = v.strictObject({
  username: v.pipe(v.string(), v.trim(), v.check(isUsername)),
  name: oneLine(60),
  password: v.pipe(v.string(), v.check(isPassword)),
  council: v.strictObject({
    name: oneLine(120),
    charterId: v.pipe(
      v.string(),
      v.check((id) => charterOf(id) !== undefined),
    ),
  }),
  units: v.pipe(
    v.array(memberUnit),
    v.minLength(1),
    v.maxLength(200),
    v.check((units) => isUnique(units)),
  ),
});

export type SetupForm = v.InferOutput<typeof setupForm>;

/** A part of the form, as its messages `setup.invalid.<part>` name it. */
export type SetupPart = keyof SetupForm;

/** Reads the set-up page's form. @returns the form, or the parts that are wrong */
export function readSetup(sent: unknown): { ok: true; form: SetupForm } | { ok: false; wrong: SetupPart[] } {
  const read = v.safeParse(setupForm, sent);
  if (read.success) return { ok: true, form: read.output };
  const parts = read.issues.map((issue) => issue.path?.[0]?.key as SetupPart);
  return { ok: false, wrong: [...new Set(parts)] };
}
