import { house } from '#lib/server/house.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { person, locale, theme, size } = locals;
  return {
    locale,
    theme,
    size,
    demo: house().demo,
    /** Messages that the visitor has not opened. */
    unread: person ? await house().archive.inbox.unread(person.personId) : 0,
    visitor: person && { personId: person.personId, name: person.name, admin: person.admin },
  };
};
