/** What somebody has written and not sent yet. */
export interface ReportDraft {
  readonly key: string;
  readonly since: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly photoIds: readonly string[];
}

/** After this the photos of a draft are gone from the server, and its writer has other things in mind. */
const KEPT_MS = 24 * 3_600_000;

const nameOf = (scope: string): string => `lianxi report ${scope}`;

/** The draft of a form on this device; null: none, or too old. */
export function keptDraft(scope: string): ReportDraft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(nameOf(scope)) ?? 'null') as ReportDraft | null;
    return draft && Date.now() - draft.since < KEPT_MS ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; where the browser keeps nothing, writing goes on without. */
export function keepDraft(scope: string, draft: ReportDraft): void {
  try {
    localStorage.setItem(nameOf(scope), JSON.stringify(draft));
  } catch {
    // A private window or a full disk: nothing is lost but the way back after a reload.
  }
}

/** Forgets a draft: it was sent, or thrown away. */
export function dropDraft(scope: string): void {
  try {
    localStorage.removeItem(nameOf(scope));
  } catch {
    // As above.
  }
}
