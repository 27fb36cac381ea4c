/** A personal link as the list shows it; its address is known only when it is made. */
export interface ListedLink {
  readonly id: string;
  readonly personId: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}

/** What the interface answered: the data, its sentence of refusal, or nothing because the network failed. */
export type Answered<T> =
  { readonly ok: true; readonly data: T } | { readonly ok: false; readonly message: string | null };

async function asked<T>(method: string, path: string, body?: object): Promise<Answered<T>> {
  try {
    const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const data: unknown = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return { ok: true, data: data as T };
    return { ok: false, message: (data as { error?: { message?: string } } | null)?.error?.message ?? '' };
  } catch {
    return { ok: false, message: null };
  }
}

const pathOf = (meetingId: string): string => `/api/meetings/${encodeURIComponent(meetingId)}/links`;

const newestFirst = (links: readonly ListedLink[]): readonly ListedLink[] =>
  links.slice().sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));

/** The links of a meeting, newest first. */
export async function listLinks(meetingId: string): Promise<Answered<readonly ListedLink[]>> {
  const answer = await asked<{ links: ListedLink[] }>('GET', pathOf(meetingId));
  return answer.ok ? { ok: true, data: newestFirst(answer.data.links) } : answer;
}

/** Makes a link for somebody of the meeting. @returns its path, which is never shown again */
export const makeLink = (meetingId: string, personId: string, hours: number) =>
  asked<{ link: ListedLink; path: string }>('POST', pathOf(meetingId), { personId, hours });

/** Revokes a link and ends the sessions it opened. */
export const revokeLink = (id: string) => asked<null>('DELETE', `/api/links/${encodeURIComponent(id)}`);
