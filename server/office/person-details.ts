import type { RosterChange } from '../archive/archive.ts';
import { mayStandFor, type Asking } from './council-rights.ts';
import { Turned } from './outcome.ts';

/** What is said of a person; what is left out stays. */
export interface Details {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/**
 * Keeps a person's name and how they are reached. Those of an administrator, and of somebody who sits on councils that
 * `by` does not run, are administrators' to change: personal links go to the address (U10).
 * @throws Turned `administrator_only`, `sits_elsewhere`
 */
export async function keepDetails(
  { councils, people, contacts, renamePerson }: RosterChange,
  { personId, by }: { readonly personId: string; readonly by: Asking },
  said: Details,
): Promise<void> {
  const [person, before] = [await people.get(personId), await contacts.of(personId)];
  if (!person) throw new Turned('not_found');
  const { name = person.name, email = before.email, phone = before.phone } = said;
  const isRenamed = name !== person.name;
  const isMoved = email !== before.email || phone !== before.phone;
  if ((isRenamed || isMoved) && !(await mayStandFor(councils, by, person)))
    throw new Turned(person.admin ? 'administrator_only' : 'sits_elsewhere');
  if (isRenamed) await renamePerson(personId, name);
  if (isMoved) await contacts.set(personId, { email, phone });
}
