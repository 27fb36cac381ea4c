import { itemOf } from './agenda.ts';
import type { Meeting } from './meeting.ts';
import type { FileId, Instant, ItemId, MaterialId, PersonId, UnitId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { convening, hasRole, isRepresentative, seatOf, unitOf } from './seat.ts';
import { isOver, planned } from './stage.ts';

/** Materials that units were asked for (charter 4). */
export interface MaterialRequest {
  readonly id: string;
  readonly unitIds: readonly UnitId[];
  /** For one item, or for the meeting. */
  readonly itemId: ItemId | null;
  readonly text: string;
  readonly dueAt: Instant | null;
  readonly at: Instant;
}

/** A file that a unit, or the council's office (`unitId` null), brought: one version of it. */
export interface Material {
  readonly id: MaterialId;
  readonly fileId: FileId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** MIME type, as the bytes tell. */
  readonly mime: string;
  readonly itemId: ItemId | null;
  readonly unitId: UnitId | null;
  readonly personId: PersonId | 'system';
  readonly at: Instant;
  /** 1, 2 … of the same unit, item and name. */
  readonly version: number;
  readonly withdrawn: { readonly reason: string; readonly at: Instant } | null;
}

/** A file in the store, as the server read it. */
export interface DeliveredFile {
  readonly fileId: FileId;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mime: string;
}

export interface MaterialCommands {
  'material.ask': { unitIds: readonly UnitId[]; itemId: ItemId | null; text: string; dueAt: Instant | null };
  /** By the server, once the file is in the store; the actor is who sent it. */
  'material.deliver': DeliveredFile & { itemId: ItemId | null; unitId: UnitId | null };
  'material.withdraw': { materialId: MaterialId; reason: string };
}

export interface MaterialEvents {
  'material.asked': { unitIds: readonly UnitId[]; itemId: ItemId | null; text: string; dueAt: Instant | null };
  'material.delivered': {
    fileId: FileId;
    name: string;
    size: number;
    sha256: string;
    mime: string;
    itemId: ItemId | null;
    unitId: UnitId | null;
  };
  'material.withdrawn': { materialId: MaterialId; reason: string };
}

/** Most files, versions included, that one meeting takes. */
export const MOST_MATERIALS = 300;

/** Guard: papers may still come in, until the gavel falls. */
export const collecting = (meeting: Meeting): Refused | undefined =>
  planned(meeting) ?? unless(!isOver(meeting), 'meeting_over');

/** Guard: the actor speaks for this unit, or convenes; for nobody's unit only whoever convenes. */
export const bringing = (meeting: Meeting, unitId: UnitId | null, by: Authority): Refused | undefined => {
  if (by.actor === 'system' || hasRole(meeting, by.actor, 'convener', 'secretary', 'chair')) return undefined;
  const isOwn = unitId !== null && seatOf(meeting, by.actor)?.unitId === unitId;
  return unless(isOwn && isRepresentative(meeting, by.actor), 'not_your_unit');
};

/** Guard: unit and item, where named, are there. */
export const known = (
  meeting: Meeting,
  { unitIds, itemId }: { unitIds: readonly UnitId[]; itemId: ItemId | null },
): Refused | undefined =>
  unless(
    unitIds.every((id) => unitOf(meeting, id)),
    'no_such_unit',
  ) ?? unless(itemId === null || itemOf(meeting, itemId) !== undefined, 'no_such_item');

const versionsOf = (meeting: Meeting, like: Pick<Material, 'unitId' | 'itemId' | 'name'>): readonly Material[] =>
  meeting.materials.filter((one) => one.unitId === like.unitId && one.itemId === like.itemId && one.name === like.name);

/** The latest version of each file that was not withdrawn. */
export const currentMaterials = (meeting: Meeting): readonly Material[] =>
  meeting.materials.filter(
    (one) => !one.withdrawn && versionsOf(meeting, one).findLast((other) => !other.withdrawn)?.id === one.id,
  );

/** Units that were asked for materials for an item (null: for the meeting) and have brought none. */
export const owing = (meeting: Meeting, request: MaterialRequest): readonly UnitId[] =>
  request.unitIds.filter(
    (unitId) =>
      !currentMaterials(meeting).some(
        (one) => one.unitId === unitId && (request.itemId === null || one.itemId === request.itemId),
      ) &&
      !meeting.reports.some(
        (one) => one.unitId === unitId && (request.itemId === null || one.itemId === request.itemId),
      ),
  );

export const materialDecisions: Decisions<MaterialCommands> = {
  'material.ask': (meeting, command, by) =>
    collecting(meeting) ??
    convening(meeting, by) ??
    known(meeting, command) ??
    unless(command.unitIds.length > 0, 'no_such_unit') ??
    happened({ type: 'material.asked', ...command }),

  'material.deliver': (meeting, command, by) =>
    collecting(meeting) ??
    bringing(meeting, command.unitId, by) ??
    known(meeting, { unitIds: command.unitId === null ? [] : [command.unitId], itemId: command.itemId }) ??
    unless(meeting.materials.length < MOST_MATERIALS, 'too_many_materials') ??
    happened({ type: 'material.delivered', ...command }),

  'material.withdraw': (meeting, command, by) => {
    const material = meeting.materials.find((one) => one.id === command.materialId);
    if (!material) return refused('no_such_material');
    return (
      collecting(meeting) ??
      bringing(meeting, material.unitId, by) ??
      unless(material.withdrawn === null, 'already_withdrawn') ??
      happened({ type: 'material.withdrawn', ...command })
    );
  },
};

export const materialEvolutions: Evolutions<MaterialEvents> = {
  'material.asked': (meeting, { unitIds, itemId, text, dueAt, seq, at }) => ({
    ...meeting,
    requests: [...meeting.requests, { id: `q${seq}`, unitIds, itemId, text, dueAt, at }],
  }),

  'material.delivered': (meeting, { fileId, name, size, sha256, mime, itemId, unitId, seq, at, actor }) => ({
    ...meeting,
    materials: [
      ...meeting.materials,
      {
        id: `f${seq}`,
        fileId,
        name,
        size,
        sha256,
        mime,
        itemId,
        unitId,
        personId: actor,
        at,
        version: versionsOf(meeting, { unitId, itemId, name }).length + 1,
        withdrawn: null,
      },
    ],
  }),

  'material.withdrawn': (meeting, { materialId, reason, at }) => ({
    ...meeting,
    materials: meeting.materials.map((one) => (one.id === materialId ? { ...one, withdrawn: { reason, at } } : one)),
  }),
};
