import { createHash } from 'node:crypto';
import { decide } from '#lib/meeting/decide.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import { isRefused } from '#lib/meeting/rulebook.ts';
import { hasRole, mayRead, seatOf } from '#lib/meeting/seat.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { OfficeParts } from './office.ts';

/** For whom and under which item a file comes; `id` is the client's own for it. */
export interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly itemId: string | null;
}

/** What became of a file: in the store and in the log, or refused by a rule, or its id was another's. */
export type DeliveryOutcome =
  | { readonly ok: true; readonly file: StoredFile; readonly materialId: string }
  | { readonly ok: false; readonly refused: Refusal }
  | { readonly ok: false; readonly conflict: true };

/** Files of a meeting. */
export interface MaterialDesk {
  /** Why this person may not bring this file now; null when they may. Asked before its bytes are read. */
  refusalOf(meeting: Meeting, personId: string, delivery: Delivery): Refusal | null;
  /** Keeps a file and writes it into the log; the same id again is the same file. */
  deliver(
    meeting: Meeting,
    personId: string,
    brought: Delivery & { bytes: Buffer; mime: string },
  ): Promise<DeliveryOutcome>;
  /** A file of the meeting with its bytes, for somebody with a seat; null: no such file, or not theirs to see. */
  read(meeting: Meeting, personId: string, fileId: string): Promise<{ file: StoredFile; bytes: Buffer } | null>;
}

/** The same upload sent again is the same file. */
const fileIdFor = (meetingId: string, personId: string, clientId: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['file', meetingId, personId, clientId]))
    .digest('hex')
    .slice(0, 32);

const unread = { fileId: '', size: 0, sha256: '', mime: '' };

/** Opens the desk. */
export function openMaterialDesk({ archive, rooms, clock }: OfficeParts): MaterialDesk {
  return {
    refusalOf(meeting, actor, { name, unitId, itemId }) {
      const at = new Date(clock.now()).toISOString();
      const decision = decide(meeting, { type: 'material.deliver', ...unread, name, unitId, itemId }, { actor, at });
      return isRefused(decision) ? decision.refused : null;
    },
    async deliver(meeting, personId, { id, name, unitId, itemId, bytes, mime }) {
      const at = new Date(clock.now()).toISOString();
      const room = (await rooms.get(meeting.id))!;
      const file = await archive.files.keep({
        id: fileIdFor(meeting.id, personId, id),
        name,
        bytes,
        at,
        councilId: meeting.council.id,
        type: mime,
        by: personId,
      });
      const delivered = { fileId: file.id, name, size: file.size, sha256: file.sha256, mime, itemId, unitId };
      const isSame = file.sha256 === createHash('sha256').update(bytes).digest('hex');
      const outcome = isSame && (await room.command(personId, id, { type: 'material.deliver', ...delivered }));
      const found = room.meeting.materials.find((one) => one.fileId === file.id);
      if (outcome && 'refused' in outcome) return { ok: false, refused: outcome.refused };
      if (outcome && 'seq' in outcome && found) return { ok: true, file, materialId: found.id };
      return { ok: false, conflict: true };
    },
    async read(meeting, personId, fileId) {
      const material = meeting.materials.find((one) => one.fileId === fileId);
      if (!material || !mayRead(meeting, personId)) return null;
      const isOwn = material.unitId !== null && seatOf(meeting, personId)?.unitId === material.unitId;
      if (material.withdrawn && !isOwn && !hasRole(meeting, personId, 'convener', 'secretary', 'chair')) return null;
      const file = await archive.files.get(fileId);
      const bytes = file && (await archive.files.bytes(fileId));
      return file && bytes ? { file, bytes } : null;
    },
  };
}
