import type { RosterChange } from '../archive/archive.ts';
import { Turned } from './outcome.ts';

/** What is said of a person; what is left out stays. */
export interface Details {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/**
 * Keeps a person's name and how they are reached. An administrator's are theirs and other administrators' to change:
 * personal links go to the address, and whoever holds an administrator's link is an administrator.
 * @throws Turned `administrator_only`
 */
export async function keepDetails(
  { people, contacts, renamePerson }: RosterChange,
  { personId, byAdmin }: { readonly personId: string; readonly byAdmin: boolean },
  said: Details,
): Promise<void> {
  const [person, before] = [await people.get(personId), await contacts.of(personId)];
  if (!person) throw new Turned('not_found');
  const { name = person.name, email = before.email, phone = before.phone } = said;
  const isRenamed = name !== person.name;
  const isMoved = email !== before.email || phone !== before.phone;
  if ((isRenamed || isMoved) && person.admin && !byAdmin) throw new Turned('administrator_only');
  if (isRenamed) await renamePerson(personId, name);
  if (isMoved) await contacts.set(personId, { email, phone });
}
