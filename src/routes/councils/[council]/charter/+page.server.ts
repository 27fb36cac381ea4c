import { councilVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { differences } from '#lib/meeting/provisions.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { council, visitor, mayRun } = await councilVisit(locals, params.council);
  const { charters } = house().office;
  const [versions, draft] = await Promise.all([charters.versions(council.id), charters.draft(council.id, visitor)]);
  const asked = url.searchParams.get('version');
  const shown = asked === null ? versions[0]! : versions.find(({ version }) => String(version) === asked);
  if (!shown) error(404, 'not_found');
  return {
    mayRun,
    shown,
    latest: versions[0]!.version,
    draft: draft && { at: draft.at, by: draft.by },
    versions: versions.map(({ version, charter, at, by, note }, index) => {
      const before = versions[index + 1]?.charter;
      return { version, name: charter.name, at, by, note, changed: before ? differences(before, charter) : null };
    }),
  };
};
