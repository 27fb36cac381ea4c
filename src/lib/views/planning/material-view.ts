import { currentMaterials, owing, type Material, type MaterialRequest } from '#lib/meeting/material.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { ItemId, UnitId } from '#lib/meeting/names.ts';

/** A file as the page shows it, with the versions before. */
export interface FileView {
  readonly material: Material;
  readonly earlier: readonly Material[];
}

/** The papers of one item, or of the whole meeting (`itemId` null). */
export interface PaperGroup {
  readonly itemId: ItemId | null;
  readonly title: string;
  /** Units that were asked, and whether each has brought something. */
  readonly asked: readonly { readonly unitId: UnitId; readonly short: string; readonly isThere: boolean }[];
  /** Until when; the earliest of what was asked. */
  readonly dueAt: string | null;
  readonly requests: readonly MaterialRequest[];
  readonly files: readonly FileView[];
}

/** A size as people say it: 820 KB, 3.4 MB. */
export const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '')} MB`;

/** Whether the page can show it, and how. */
export const previewOf = (mime: string): 'pdf' | 'image' | null =>
  mime === 'application/pdf' ? 'pdf' : mime.startsWith('image/') ? 'image' : null;

/** The address under which a file's bytes are. */
export const addressOf = (meetingId: string, fileId: string): string =>
  `/api/meetings/${encodeURIComponent(meetingId)}/files/${encodeURIComponent(fileId)}`;

/** Every item that has papers or was asked for some, in the agenda's order; the meeting's own first. */
export const groupsOf = (meeting: Meeting): readonly PaperGroup[] => {
  const places = [{ id: null, title: '' }, ...meeting.agenda];
  return places
    .map(({ id, title }) => groupOf(meeting, id, title))
    .filter(({ asked, files }) => asked.length > 0 || files.length > 0);
};

function groupOf(meeting: Meeting, itemId: ItemId | null, title: string): PaperGroup {
  const requests = meeting.requests.filter((request) => request.itemId === itemId);
  const wanted = meeting.agenda.find((item) => item.id === itemId)?.materials ?? [];
  const planned: readonly MaterialRequest[] =
    wanted.length > 0 ? [{ id: '', unitIds: wanted, itemId, text: '', dueAt: null, at: '' }] : [];
  const all = [...requests, ...planned];
  const late = new Set(all.flatMap((request) => owing(meeting, request)));
  const unitIds = [...new Set(all.flatMap((request) => request.unitIds))];
  const dues = requests.flatMap(({ dueAt }) => (dueAt ? [dueAt] : []));
  return {
    itemId,
    title,
    requests,
    asked: unitIds.map((unitId) => ({
      unitId,
      short: meeting.units.find((unit) => unit.id === unitId)?.short ?? '',
      isThere: !late.has(unitId),
    })),
    dueAt: dues.toSorted()[0] ?? null,
    files: currentMaterials(meeting)
      .filter((material) => material.itemId === itemId)
      .map((material) => ({ material, earlier: earlierThan(meeting, material) })),
  };
}

const earlierThan = (meeting: Meeting, { id, name, unitId, itemId }: Material): readonly Material[] =>
  meeting.materials
    .filter((one) => one.id !== id && one.name === name && one.unitId === unitId && one.itemId === itemId)
    .toReversed();
