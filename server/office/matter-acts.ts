import { canBeTarget, mayAct, mayReadMatter, stateAfter } from '#lib/meeting/matter.ts';
import type { MatterAct } from '#lib/wire/matter-form.ts';
import {
  MatterMoved,
  type Archive,
  type MatterChange,
  type MatterMove,
  type StoredMatter,
} from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import { no, type MatterOutcome } from './matter-outcome.ts';
import { matterIn, viewerIn, type Somebody } from './matter-viewer.ts';

/** An act that somebody wants to take. */
export type Wish = { who: Somebody; matterId: string } & MatterAct;

interface Desk {
  readonly archive: Archive;
  readonly clock: Clock;
}

/** Asia/Shanghai keeps UTC+8 all year; a year's numbers begin at its midnight. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Takes a step with a matter, when the rules and the version that was seen allow it. */
export async function actOn(
  desk: Desk,
  councilId: string,
  wish: Wish,
): Promise<MatterOutcome<{ matter: StoredMatter }>> {
  const { archive } = desk;
  const viewer = await viewerIn(archive, councilId, wish.who);
  const matter = viewer && (await matterIn(archive, councilId, wish.matterId));
  if (!viewer || !matter || !mayReadMatter(matter, viewer) || !mayAct(wish.act, matter, viewer)) return no('not_found');
  // A note takes nobody's place; every other act was decided on what its author saw.
  if (wish.act !== 'note' && wish.version !== matter.version) return no('matter_moved');
  const state = stateAfter(wish.act, matter);
  if (!state) return no('matter_not_now');
  const written = await movesFor(desk, matter, wish);
  if ('code' in written) return written;
  const { change = {}, detail = {}, ...more } = written;
  const step = { at: momentOf(desk), by: viewer.personId, name: wish.who.name, what: wish.act, detail };
  try {
    const seen = wish.act === 'note' ? undefined : matter.version;
    const moved = await archive.matters.move({
      matterId: matter.id,
      seen,
      change: { ...change, state },
      step,
      ...more,
    });
    return { ok: true, matter: moved };
  } catch (error) {
    if (error instanceof MatterMoved) return no('matter_moved');
    throw error;
  }
}

const momentOf = ({ clock }: Desk): string => new Date(clock.now()).toISOString();

type Written = Partial<Pick<MatterMove, 'other' | 'numberedIn'>> & {
  change?: MatterChange;
  detail?: Record<string, string>;
};

/** What an act writes, beside the state it leads to. */
async function movesFor(desk: Desk, matter: StoredMatter, wish: Wish): Promise<Written | ReturnType<typeof no>> {
  switch (wish.act) {
    case 'register':
      return { numberedIn: new Date(desk.clock.now() + SHANGHAI_MS).getUTCFullYear() };
    case 'accept':
      return {};
    case 'discard':
    case 'refuse':
      return { change: { reason: wish.reason }, detail: { reason: wish.reason } };
    case 'reopen':
      return { change: { reason: '', outcome: '', meetingId: null, itemId: null }, detail: { reason: wish.reason } };
    case 'note':
      return { detail: { text: wish.text } };
    case 'finish':
      return { change: { outcome: wish.outcome }, detail: { outcome: wish.outcome } };
    case 'hideContact':
      return { change: { contactName: '', contactPhone: '' } };
    case 'assign':
      return assigned(desk, matter, wish);
    case 'merge':
      return merged(desk, matter, wish);
  }
}

async function assigned(
  { archive }: Desk,
  { councilId }: StoredMatter,
  { unitId, person, deadline, note }: Extract<Wish, { act: 'assign' }>,
): Promise<Written | ReturnType<typeof no>> {
  const unit = (await archive.councils.get(councilId))?.units.find((one) => one.id === unitId);
  if (!unit) return no('matter_unit');
  return {
    change: { assignedUnitId: unitId, assignedPerson: person, deadline },
    detail: { unit: unit.name, person, deadline, note },
  };
}

async function merged(
  desk: Desk,
  matter: StoredMatter,
  { who, targetId }: Extract<Wish, { act: 'merge' }>,
): Promise<Written | ReturnType<typeof no>> {
  const target = targetId === matter.id ? null : await matterIn(desk.archive, matter.councilId, targetId);
  if (!target?.number || !canBeTarget(target)) return no('matter_target');
  const detail = { ...numbersOf(target), targetId };
  const absorbed = { ...numbersOf(matter), matterId: matter.id };
  const step = { at: momentOf(desk), by: who.personId, name: who.name, what: 'absorb', detail: absorbed };
  return { change: { targetId }, detail, other: { matterId: targetId, seen: target.version, step } };
}

const numbersOf = ({ number }: StoredMatter) => ({ year: String(number?.year ?? ''), n: String(number?.n ?? '') });
