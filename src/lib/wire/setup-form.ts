import * as v from 'valibot';
import { charterOf } from '#lib/meeting/charters/charters.ts';
import { isPassword, isUsername } from './credentials.ts';

const oneLine = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.regex(/^\P{Cc}*$/u));

const isUnique = (names: string[]): boolean => new Set(names).size === names.length;

/** What makes the first administrator and council; `units` are the names of the members, in their order. */
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
  units: v.pipe(v.array(oneLine(60)), v.minLength(1), v.maxLength(200), v.check(isUnique)),
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
