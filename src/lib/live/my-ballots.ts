import type { Choice } from '#lib/meeting/vote.ts';

/** What this browser remembers of a ballot of its own: the choice of an open vote, or the receipt of a secret one. */
export interface MyBallot {
  readonly choice?: Choice;
  /** Number of the event that told of it; a later one of my unit's takes its place. */
  readonly seq?: number;
  readonly receipt?: string;
}

const PREFIX = 'lianxi-ballot/';

const keyOf = (meetingId: string, personId: string, voteId: string): string =>
  `${PREFIX}${personId}/${meetingId}/${voteId}`;

/** Browsers may forbid both stores; then nothing is remembered and the page says only that a ballot is in the box. */
const storeOf = (kind: 'localStorage' | 'sessionStorage'): Storage | null => {
  try {
    return globalThis[kind];
  } catch {
    return null;
  }
};

/**
 * An open vote's choice stays on the device, so that a reload shows it; a secret vote's receipt only in this tab, and
 * never beside a choice: whoever uses the device next must not learn how somebody voted (G15).
 */
export const rememberBallot = (meetingId: string, personId: string, voteId: string, ballot: MyBallot): void => {
  const store = storeOf(ballot.receipt === undefined ? 'localStorage' : 'sessionStorage');
  const { choice, seq, receipt } = ballot;
  const kept: MyBallot = receipt === undefined ? { choice, seq } : { receipt };
  try {
    store?.setItem(keyOf(meetingId, personId, voteId), JSON.stringify(kept));
  } catch {
    // A full or closed store: the ballot is in the box all the same.
  }
};

/** What this browser remembers of the ballot; null: nothing. */
export const recallBallot = (meetingId: string, personId: string, voteId: string): MyBallot | null => {
  const key = keyOf(meetingId, personId, voteId);
  const kept = storeOf('sessionStorage')?.getItem(key) ?? storeOf('localStorage')?.getItem(key);
  return kept ? (JSON.parse(kept) as MyBallot) : null;
};

/** Forgets the ballots of everybody but this person, who uses the device now; of everybody when nobody is named. */
export const forgetBallots = (except = ''): void => {
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    const store = storeOf(kind);
    for (const key of store ? Object.keys(store) : [])
      if (key.startsWith(PREFIX) && (except === '' || !key.startsWith(`${PREFIX}${except}/`))) store!.removeItem(key);
  }
};
