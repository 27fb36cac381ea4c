import type { ShownLateEdit } from '#lib/wire/late-edits.ts';

/** Something that came after the final text: kept whole, shown as a difference, never merged (G8). */
export type LateEdit = ShownLateEdit;

const pathOf = (meetingId: string): string => `/api/meetings/${encodeURIComponent(meetingId)}/late-edits`;

/** The late edits this person may see: the recorder all, an author their own. Throws when the server does not say. */
export async function readLateEdits(meetingId: string): Promise<readonly LateEdit[]> {
  const answer = await fetch(pathOf(meetingId), { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`late edits: ${answer.status}`);
  const { lateEdits } = (await answer.json()) as { lateEdits: readonly LateEdit[] };
  return lateEdits.filter((edit) => edit.dismissedAt === null);
}

/** The author drops their own late edit. @returns whether the server took it */
export async function dismissLateEdit(meetingId: string, id: string): Promise<boolean> {
  const answer = await fetch(`${pathOf(meetingId)}/${encodeURIComponent(id)}`, { method: 'DELETE' });
  return answer.ok;
}
