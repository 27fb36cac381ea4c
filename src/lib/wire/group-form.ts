import * as v from 'valibot';
import { day } from './council-form.ts';

const anId = v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/));
const line = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));

/** A working group: its name, what it is for, who is in it, and who leads it. */
export const groupForm = v.strictObject({
  id: anId,
  name: line(60),
  purpose: text(500),
  personIds: v.pipe(v.array(anId), v.maxLength(200)),
  leadId: v.optional(anId),
});
export type GroupForm = v.InferOutput<typeof groupForm>;

/** A task of a working group; `due` is a day. */
export const taskForm = v.strictObject({
  id: anId,
  title: line(200),
  personId: v.optional(anId),
  due: v.optional(day),
});
export type TaskForm = v.InferOutput<typeof taskForm>;

/** A task is done, or is not after all. */
export const taskDoneForm = v.strictObject({ id: anId, done: v.boolean(), note: text(500) });
export type TaskDoneForm = v.InferOutput<typeof taskDoneForm>;
