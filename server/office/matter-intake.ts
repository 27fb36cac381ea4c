import { createHash } from 'node:crypto';
import { canBeSupplemented } from '#lib/meeting/matter.ts';
import type { Charter } from '#lib/meeting/charter.ts';
import { normalText } from '#lib/wire/matter-filter.ts';
import { HASTY_MS, type MemberReport, type ResidentReport } from '#lib/wire/matter-form.ts';
import type { ReportForm } from '#lib/wire/matter-shapes.ts';
import type { Archive, NewMatter, StoredCouncil, StoredMatter } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import type { Asking } from './council-rights.ts';
import { no, type MatterOutcome } from './matter-outcome.ts';
import { reportableUnits, viewerIn, type Somebody } from './matter-viewer.ts';
import { developed, UnreadablePhoto } from './photo.ts';

/** A report that has arrived, and the secret with which it is followed. */
export type Reported = MatterOutcome<{ matter: StoredMatter; token: string }>;

/** Where reports come in. */
export interface MatterIntake {
  /** What a member's form needs; null for strangers. `units`: for whom they may report. */
  memberForm(councilId: string, who: Asking): Promise<(ReportForm & { units: string[]; mayRun: boolean }) | null>;
  /** What the public form needs; null when there is no such council or its form is shut. */
  publicForm(councilId: string): Promise<ReportForm | null>;
  /** Whether residents may report here. */
  isOpen(councilId: string): Promise<boolean>;
  /** Opens or shuts the public form. */
  setOpen(councilId: string, who: Asking, open: boolean): Promise<MatterOutcome>;
  reportAsMember(councilId: string, who: Somebody, form: MemberReport): Promise<Reported>;
  /** @param address of the caller, for the limits */
  reportAsResident(councilId: string, form: ResidentReport, address: string): Promise<Reported>;
  /** Whether somebody may upload a photo now; before its bytes are read. */
  mayUpload(councilId: string, who: Asking | { address: string }): Promise<MatterOutcome>;
  /** Keeps a photo until a report names it. @param by the person, or `resident` */
  keepPhoto(councilId: string, by: string, bytes: Uint8Array): Promise<MatterOutcome<{ photoId: string }>>;
  /** Who reported it adds something. */
  supplement(token: string, text: string, address: string): Promise<MatterOutcome<{ matter: StoredMatter }>>;
}

/** What intake needs. */
export interface IntakeParts {
  readonly archive: Archive;
  readonly clock: Clock;
  /** The rules of a council. */
  readonly charterOf: (councilId: string) => Promise<Charter>;
}

const HOUR_MS = 3_600_000;

/** How long a photo waits for its report. */
const LOOSE_MS = 24 * HOUR_MS;

const limitsBy = (clock: Clock) => {
  const perHour = (max: number): RateLimit => createRateLimit({ max, windowMs: HOUR_MS, now: () => clock.now() });
  return { address: perHour(10), council: perHour(300), photosOfAddress: perHour(80), photosOfCouncil: perHour(600) };
};

/** The follower's secret, made out of the form's: a report that is sent again gives the same one. */
const tokenOf = (key: string): string =>
  createHash('sha256').update(`lianxi matter ${key}`).digest('base64url').slice(0, 32);

/** Opens the intake. */
export function openMatterIntake(parts: IntakeParts): MatterIntake {
  const { archive, clock, charterOf } = parts;
  const limits = limitsBy(clock);
  const now = () => new Date(clock.now()).toISOString();
  const isOpen = async (councilId: string) =>
    (await archive.matters.form(councilId)) ?? (await charterOf(councilId)).intake;
  const formOf = async (council: StoredCouncil): Promise<ReportForm> => ({
    council: { id: council.id, name: council.name },
    categories: (await charterOf(council.id)).categories,
    communities: await archive.matters.communities(council.id),
  });
  const publicForm = async (councilId: string) => {
    const council = await archive.councils.get(councilId);
    return council && (await isOpen(councilId)) ? formOf(council) : null;
  };
  const overLimit = (councilId: string, address: string, kind: 'report' | 'photo') => {
    const [own, all] =
      kind === 'report' ? [limits.address, limits.council] : [limits.photosOfAddress, limits.photosOfCouncil];
    return own.take(`${councilId} ${address}`) || all.take(councilId);
  };
  const store = async (matter: NewMatter): Promise<Reported> => ({
    ok: true,
    matter: await archive.matters.report(matter),
    token: matter.token,
  });

  return {
    async memberForm(councilId, who) {
      const viewer = await viewerIn(archive, councilId, who);
      const council = viewer && (await archive.councils.get(councilId));
      if (!viewer || !council) return null;
      const units = await reportableUnits(archive, councilId, who);
      return { ...(await formOf(council)), units, mayRun: viewer.mayRun };
    },
    publicForm,
    isOpen: async (councilId) => (await archive.councils.get(councilId)) !== null && (await isOpen(councilId)),
    async setOpen(councilId, who, open) {
      if (!(await viewerIn(archive, councilId, who))?.mayRun) return no('not_found');
      await archive.matters.setForm(councilId, open);
      return { ok: true };
    },
    async reportAsMember(councilId, who, form) {
      const viewer = await viewerIn(archive, councilId, who);
      if (!viewer) return no('not_found');
      const units = await reportableUnits(archive, councilId, who);
      const isTheirs = form.unitId === null ? viewer.mayRun : units.includes(form.unitId);
      if (!isTheirs) return no('matter_unit');
      if (!(await charterOf(councilId)).categories.includes(form.category)) return no('matter_category');
      const { unitId } = form;
      return store(newMatter(form, { councilId, unitId, reporterId: who.personId, name: who.name, at: now() }));
    },
    async reportAsResident(councilId, form, address) {
      const open = await publicForm(councilId);
      if (!open) return no('report_closed');
      if (form.website !== '' || clock.now() - form.since < HASTY_MS) return no('report_hasty');
      if (!open.categories.includes(form.category)) return no('matter_category');
      const known = await archive.matters.byToken(tokenOf(form.key));
      if (known) return { ok: true, matter: known, token: tokenOf(form.key) };
      const wait = overLimit(councilId, address, 'report');
      if (wait > 0) return no('rate_limited', wait);
      return store(newMatter(form, { councilId, unitId: null, reporterId: null, name: '', at: now() }));
    },
    async mayUpload(councilId, who) {
      if ('personId' in who) return (await viewerIn(archive, councilId, who)) ? { ok: true } : no('not_found');
      if (!(await publicForm(councilId))) return no('report_closed');
      const wait = overLimit(councilId, who.address, 'photo');
      return wait > 0 ? no('rate_limited', wait) : { ok: true };
    },
    keepPhoto: (councilId, by, bytes) => keepPhoto(parts, { councilId, by, at: now() }, bytes),
    async supplement(token, text, address) {
      const matter = await archive.matters.byToken(token);
      if (!matter) return no('not_found');
      if (!canBeSupplemented(matter)) return no('matter_not_now');
      const last = (await archive.matters.history(matter.id)).at(-1);
      // Sent again because no answer came.
      if (last?.what === 'supplement' && last.detail['text'] === text) return { ok: true, matter };
      const wait = overLimit(matter.councilId, address, 'report');
      if (wait > 0) return no('rate_limited', wait);
      const by = matter.reporterId ?? 'resident';
      const step = { at: now(), by, name: '', what: 'supplement', detail: { text } };
      const search = normalText(text);
      return { ok: true, matter: await archive.matters.move({ matterId: matter.id, change: {}, step, search }) };
    },
  };
}

type Circumstances = Pick<NewMatter, 'councilId' | 'unitId' | 'reporterId' | 'name' | 'at'>;

function newMatter(form: MemberReport | ResidentReport, about: Circumstances): NewMatter {
  const { category, community, place, text, tried, contactName, contactPhone, photoIds } = form;
  return {
    ...about,
    token: tokenOf(form.key),
    category,
    community,
    place,
    text,
    tried,
    contactName,
    contactPhone,
    photoIds: [...new Set(photoIds)],
    search: normalText([category, community, place, text, tried].join(' ')),
  };
}

async function keepPhoto(
  { archive, clock }: IntakeParts,
  { councilId, by, at }: { councilId: string; by: string; at: string },
  sent: Uint8Array,
): Promise<MatterOutcome<{ photoId: string }>> {
  let bytes: Buffer;
  try {
    bytes = await developed(sent);
  } catch (error) {
    if (error instanceof UnreadablePhoto) return no('photo_unreadable');
    throw error;
  }
  await archive.matters.photos.sweep(new Date(clock.now() - LOOSE_MS).toISOString());
  const file = await archive.files.keep({ councilId, name: 'photo.jpg', type: 'image/jpeg', bytes, at, by });
  await archive.matters.photos.add({ fileId: file.id, councilId, at });
  return { ok: true, photoId: file.id };
}
