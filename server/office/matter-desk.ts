import { canBeTarget, MATTER_STATES, mayReadMatter, type MatterViewer } from '#lib/meeting/matter.ts';
import type { MatterFilter } from '#lib/wire/matter-filter.ts';
import type { MatterAct } from '#lib/wire/matter-form.ts';
import type { FollowedMatter, MatterListing, MatterRow, ShownMatter } from '#lib/wire/matter-shapes.ts';
import type { Archive, StoredMatter } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Asking } from './council-rights.ts';
import { actOn } from './matter-acts.ts';
import { openMatterCourse, titleOf, type MatterCourse } from './matter-course.ts';
import { openMatterIntake, type IntakeParts, type MatterIntake } from './matter-intake.ts';
import type { MatterOutcome } from './matter-outcome.ts';
import { listMatters, sheetOfMatters } from './matter-search.ts';
import { followedMatter, matterFor } from './matter-view.ts';
import { matterIn, viewerIn, type Somebody } from './matter-viewer.ts';

/** A photo's bytes, ready to be shown: always JPEG. */
export interface ShownPhoto {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The office's desk for matters: they come in, are registered, looked for, moved, and followed through meetings. */
export interface MatterDesk extends MatterIntake, MatterCourse {
  /** A council's matters that somebody may see, by a filter; null for strangers. */
  list(councilId: string, who: Asking, filter: MatterFilter): Promise<MatterListing | null>;
  /** The same as a table to take away; null for strangers. */
  sheet(councilId: string, who: Somebody, export_: SheetWish): Promise<{ type: string; bytes: Buffer } | null>;
  /** One matter with its history; null: there is none, or it is not theirs to see. */
  one(councilId: string, matterId: string, who: Asking): Promise<ShownMatter | null>;
  /** The matters of a council into which another can be merged, the latest first. */
  targets(councilId: string, matterId: string): Promise<Pick<MatterRow, 'id' | 'number' | 'title'>[]>;
  /** Takes a step with a matter. */
  act(
    councilId: string,
    who: Somebody,
    wish: { matterId: string } & MatterAct,
  ): Promise<MatterOutcome<{ matter: StoredMatter }>>;
  /** A matter as whoever holds its link sees it. */
  followed(token: string): Promise<FollowedMatter | null>;
  /** A photo of a matter that somebody may see. */
  photo(councilId: string, photoId: string, who: Asking): Promise<ShownPhoto | null>;
  /** A photo of the matter that a link shows. */
  followedPhoto(token: string, photoId: string): Promise<ShownPhoto | null>;
  /** Who reported it wants name and phone to be taken away. */
  forget(token: string): Promise<MatterOutcome>;
}

/** What somebody wants to take away, and in which language its head is. */
export interface SheetWish {
  readonly filter: MatterFilter;
  readonly format: 'xlsx' | 'csv';
  readonly locale: string;
}

/** What the desk is made of. */
export interface MatterParts extends IntakeParts {
  readonly archive: Archive;
  readonly rooms: Rooms | null;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** Most matters that are offered to be merged into. */
const TARGETS = 300;

/** Opens the desk. */
export function openMatterDesk(parts: MatterParts): MatterDesk {
  const { archive, clock } = parts;
  const asViewer = async <T>(councilId: string, who: Asking, look: (viewer: MatterViewer) => Promise<T | null>) => {
    const viewer = await viewerIn(archive, councilId, who);
    return viewer && look(viewer);
  };
  const photoOf = async (photoId: string, mayShow: (matterId: string) => Promise<boolean>) => {
    const photo = await archive.matters.photos.get(photoId);
    if (!photo?.matterId || !(await mayShow(photo.matterId))) return null;
    const bytes = await archive.files.bytes(photoId);
    return bytes && { type: 'image/jpeg', bytes };
  };
  return {
    ...openMatterIntake(parts),
    ...openMatterCourse(parts),
    list: (councilId, who, filter) =>
      asViewer(councilId, who, (viewer) => listMatters(archive, councilId, { viewer, filter })),
    sheet: (councilId, who, wish) =>
      asViewer(councilId, who, (viewer) => sheetOfMatters(archive, councilId, { viewer, ...wish })),
    one: (councilId, matterId, who) =>
      asViewer(councilId, who, async (viewer) => {
        const matter = await matterIn(archive, councilId, matterId);
        return matter && mayReadMatter(matter, viewer) ? matterFor(archive, matter, viewer) : null;
      }),
    async targets(councilId, matterId) {
      const states = MATTER_STATES.filter((state) => canBeTarget({ state }));
      const page = { order: 'number', descending: true, limit: TARGETS, offset: 0 } as const;
      const found = await archive.matters.find({ councilId, states }, page);
      return found
        .filter(({ id }) => id !== matterId)
        .map(({ id, number, text }) => ({ id, number, title: titleOf(text) }));
    },
    act: (councilId, who, wish) => actOn(parts, councilId, { who, ...wish }),
    followed: async (token) => {
      const matter = await archive.matters.byToken(token);
      return matter && followedMatter(archive, matter);
    },
    photo: (councilId, photoId, who) =>
      asViewer(councilId, who, (viewer) =>
        photoOf(photoId, async (matterId) => {
          const matter = await matterIn(archive, councilId, matterId);
          return matter !== null && mayReadMatter(matter, viewer);
        }),
      ),
    followedPhoto: async (token, photoId) => {
      const matter = await archive.matters.byToken(token);
      return matter && photoOf(photoId, async (matterId) => matterId === matter.id);
    },
    async forget(token) {
      const matter = await archive.matters.byToken(token);
      if (!matter) return { ok: false, code: 'not_found' };
      if (!['done', 'refused', 'merged', 'spam'].includes(matter.state)) return { ok: false, code: 'matter_not_now' };
      const at = new Date(clock.now()).toISOString();
      const step = { at, by: 'resident', name: '', what: 'hideContact', detail: {} };
      await archive.matters.move({ matterId: matter.id, change: { contactName: '', contactPhone: '' }, step });
      return { ok: true };
    },
  };
}
