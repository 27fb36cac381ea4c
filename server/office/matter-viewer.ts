import type { MatterViewer } from '#lib/meeting/matter.ts';
import type { Archive, StoredMatter } from '../archive/archive.ts';
import { standingIn, type Asking } from './council-rights.ts';

/** Who asks, with the name that the history keeps. */
export type Somebody = Asking & { readonly name: string };

/** How somebody looks at a council's matters; null for strangers, to whom they do not exist. */
export async function viewerIn(archive: Archive, councilId: string, who: Asking): Promise<MatterViewer | null> {
  const standing = await standingIn(archive, councilId, who);
  if (!standing) return null;
  const unitIds = standing.seats.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
  return { personId: who.personId, mayRun: standing.mayRun, unitIds: [...new Set(unitIds)] };
}

/** The units for which somebody may report: those they represent, and all of them for the office. */
export async function reportableUnits(archive: Archive, councilId: string, who: Asking): Promise<string[]> {
  const standing = await standingIn(archive, councilId, who);
  const council = standing && (await archive.councils.get(councilId));
  if (!standing || !council) return [];
  if (standing.mayRun) return council.units.map((unit) => unit.id);
  const own = new Set(
    standing.seats.filter((seat) => seat.roles.includes('representative')).map((seat) => seat.unitId),
  );
  return council.units.map((unit) => unit.id).filter((id) => own.has(id));
}

/** The matter of a council, or null when there is none there. */
export async function matterIn(archive: Archive, councilId: string, matterId: string): Promise<StoredMatter | null> {
  const matter = await archive.matters.get(matterId);
  return matter?.councilId === councilId ? matter : null;
}

/** The matter in which one that was merged lives on; itself when it was not. */
export async function livingIn(archive: Archive, matter: StoredMatter): Promise<StoredMatter> {
  const met = new Set([matter.id]);
  let found = matter;
  while (found.state === 'merged' && found.targetId && !met.has(found.targetId)) {
    met.add(found.targetId);
    found = (await archive.matters.get(found.targetId)) ?? found;
  }
  return found;
}
