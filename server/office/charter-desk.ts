import { defaultCharter, type Charter } from '#lib/meeting/charter.ts';
import { charterOf as presetOf } from '#lib/meeting/charters/charters.ts';
import type { Archive, CharterDraft, PublishedCharter } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import { standingIn, type Asking } from './council-rights.ts';

/** A version in the list: the first is the charter that the council was founded with, published by nobody. */
export type CharterVersion = Pick<PublishedCharter, 'version' | 'charter' | 'note'> & {
  readonly at: string | null;
  readonly by: string | null;
};

/** Why a charter was not kept: not theirs to change, or somebody else did so meanwhile. Nothing is lost by either. */
export type CharterRefusal = 'not_found' | 'changed_meanwhile';

export type CharterOutcome<T extends object = object> =
  ({ readonly ok: true } & T) | { readonly ok: false; readonly code: CharterRefusal };

/** Councils' charters: what is in force, what is being drafted, and every version there was. */
export interface CharterDesk {
  /** The charter in force: the latest version published, else the one that the council was founded with. */
  charterOf(councilId: string): Promise<Charter>;
  /** Every version, the latest first. */
  versions(councilId: string): Promise<readonly CharterVersion[]>;
  /** What those who run the council have begun; null for others. */
  draft(councilId: string, visitor: Asking): Promise<CharterDraft | null>;
  /** Keeps a draft, if it is still the one of revision `after` (0: none). */
  saveDraft(
    councilId: string,
    draft: { readonly charter: Charter; readonly after: number },
    visitor: Asking,
  ): Promise<CharterOutcome<{ readonly revision: number; readonly at: string }>>;
  /** Throws the draft away, if it is still that of this revision. */
  dropDraft(councilId: string, revision: number, visitor: Asking): Promise<CharterOutcome>;
  /**
   * Puts a charter in force as the version after `after`, which must still be the latest, and ends the draft. Meetings
   * that were planned before keep the version they have.
   */
  publish(
    councilId: string,
    publication: { readonly charter: Charter; readonly note: string; readonly after: number },
    visitor: Asking,
  ): Promise<CharterOutcome<{ readonly version: number }>>;
}

/** What a later release has added to charters is there by its default. */
const inFull = <T extends { readonly charter: Charter }>(kept: T): T => ({
  ...kept,
  charter: { ...defaultCharter, ...kept.charter },
});

/** Opens the charter desk. */
export function openCharterDesk({ archive, clock }: { archive: Archive; clock: Clock }): CharterDesk {
  const now = (): string => new Date(clock.now()).toISOString();
  const mayChange = async (councilId: string, visitor: Asking): Promise<boolean> =>
    (await standingIn(archive, councilId, visitor))?.mayRun ?? false;

  /** A council may stand in the books with a charter that this release does not know. */
  const founding = async (councilId: string): Promise<Charter> => {
    const id = (await archive.councils.get(councilId))?.charterId ?? '';
    return presetOf(id) ?? { ...defaultCharter, id, version: 1 };
  };
  const charterOf = async (councilId: string): Promise<Charter> => {
    const latest = await archive.charters.latest(councilId);
    return latest ? inFull(latest).charter : founding(councilId);
  };
  const draftOf = async (councilId: string): Promise<CharterDraft | null> => {
    const draft = await archive.charters.draft(councilId);
    return draft && inFull(draft);
  };

  return {
    charterOf,
    async versions(councilId) {
      const [published, first] = await Promise.all([archive.charters.versions(councilId), founding(councilId)]);
      return [...published.map(inFull), { version: 1, charter: first, note: '', at: null, by: null }];
    },
    draft: async (councilId, visitor) => ((await mayChange(councilId, visitor)) ? draftOf(councilId) : null),
    async saveDraft(councilId, { charter, after }, visitor) {
      if (!(await mayChange(councilId, visitor))) return { ok: false, code: 'not_found' };
      const at = now();
      const revision = await archive.charters.keep(councilId, after, charter, { personId: visitor.personId, at });
      return revision === null ? { ok: false, code: 'changed_meanwhile' } : { ok: true, revision, at };
    },
    async dropDraft(councilId, revision, visitor) {
      if (!(await mayChange(councilId, visitor))) return { ok: false, code: 'not_found' };
      const isGone = await archive.charters.drop(councilId, revision);
      return isGone ? { ok: true } : { ok: false, code: 'changed_meanwhile' };
    },
    async publish(councilId, { charter, note, after }, visitor) {
      if (!(await mayChange(councilId, visitor))) return { ok: false, code: 'not_found' };
      if ((await charterOf(councilId)).version !== after) return { ok: false, code: 'changed_meanwhile' };
      const version = after + 1;
      const hand = { personId: visitor.personId, at: now() };
      const isIn = await archive.charters.publish(councilId, { ...charter, version }, note, hand);
      return isIn ? { ok: true, version } : { ok: false, code: 'changed_meanwhile' };
    },
  };
}
