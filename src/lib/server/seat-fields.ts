import { seatForm, successorForm, wrongParts, type SeatForm, type SuccessorForm } from '#lib/wire/council-form.ts';
import * as v from 'valibot';

/** What a form says of a seat, as it was typed. */
export interface SeatFields {
  readonly id: string;
  /** An account that is known; empty: a new person of this name. */
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly post: string;
  readonly email: string;
  readonly phone: string;
  readonly from: string;
  readonly until: string;
}

/** A form that was read, or the parts of it that are wrong. */
export type Read<T> = { readonly ok: true; readonly form: T } | { readonly ok: false; readonly wrong: string[] };

/** Takes the fields out of a form. */
export function seatFields(form: FormData): SeatFields {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  return {
    id: text('id'),
    person: text('person'),
    name: text('name'),
    unit: text('unit'),
    roles: form.getAll('role').map(String),
    post: text('post'),
    email: text('email'),
    phone: text('phone'),
    from: text('from'),
    until: text('until'),
  };
}

const whoOf = ({ id, person, name }: SeatFields) => ({
  ...(id ? { id } : {}),
  ...(person ? { personId: person } : { name }),
});

const reachOf = ({ person, post, email, phone }: SeatFields) =>
  // An account that is known keeps how it is reached, unless the form says otherwise.
  ({ post, ...(person && !email ? {} : { email }), ...(person && !phone ? {} : { phone }) });

/** Reads a seat. */
export function readSeat(fields: SeatFields): Read<SeatForm> {
  const { unit, roles, from, until } = fields;
  const read = v.safeParse(seatForm, {
    ...whoOf(fields),
    ...reachOf(fields),
    unitId: unit || null,
    roles,
    ...(from ? { from } : {}),
    until: until || null,
  });
  return read.success ? { ok: true, form: read.output } : { ok: false, wrong: wrongParts(read.issues) };
}

/** Reads who takes over a seat. */
export function readSuccessor(fields: SeatFields, hide: boolean): Read<SuccessorForm> {
  const read = v.safeParse(successorForm, { ...whoOf(fields), ...reachOf(fields), hide });
  return read.success ? { ok: true, form: read.output } : { ok: false, wrong: wrongParts(read.issues) };
}
