import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { InsertInto } from './bulk-insert.ts';
import type { StoreDialect } from './dialect.ts';
import type { Schema } from './schema.ts';

/**
 * A choice on its way into the box. Open vote: `slot` is the unit, a later ballot takes the place of the earlier.
 * Secret vote: `slot` is random (see `BallotBox.randomSlot`), so a row names nobody.
 */
export interface SealedBallot {
  voteId: string;
  slot: string;
  choice: string;
  receipt: string | null;
}

/** Choices that nobody may know yet. Rows are encrypted, padded to one length, and kept without order or time (G15). */
export interface BallotBox {
  /** What is in the box of one vote, sorted by slot. */
  open(meetingId: string, voteId: string): Promise<Omit<SealedBallot, 'voteId'>[]>;
  /** Fingerprint of a command's body for "same id, other body" (G3); without the key nobody can try out choices. */
  digest(body: string): string;
  /** The receipt of a secret ballot, the same at every replay and never stored beside a name. */
  receipt(meetingId: string, voteId: string, commandId: string): string;
  /** A slot that names nobody. */
  randomSlot(): string;
}

/** The box with what only the event log's commit may call. */
export interface WritableBallotBox extends BallotBox {
  fill(trx: Transaction<Schema>, meetingId: string, ballots: readonly SealedBallot[]): Promise<void>;
  empty(trx: Transaction<Schema>, meetingId: string, voteIds: readonly string[]): Promise<void>;
}

const into: InsertInto = {
  table: 'ballots',
  columns: ['meeting_id', 'vote_id', 'slot', 'sealed'],
  onConflict: 'on conflict (meeting_id, vote_id, slot) do update set sealed = excluded.sealed',
};
const receiptLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Plain text is padded to a multiple of this, so that the length of a choice does not betray it. */
const paddedTo = 256;

let pool = Buffer.alloc(0);

/** Random bytes, drawn from the system in larger portions: a draw per ballot was a third of a commit's time. */
function drawn(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(4096);
  const bytes = pool.subarray(0, length);
  pool = pool.subarray(length);
  return bytes;
}

/** Makes the box over a store. @param key 32 bytes from `ballotKeyIn` or the environment */
export function createBallotBox(db: Kysely<Schema>, dialect: StoreDialect, key: Buffer): WritableBallotBox {
  const keyFor = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `lianxi ${use}`, 32)));
  const [sealKey, digestKey, receiptKey] = [keyFor('seal'), keyFor('digest'), keyFor('receipt')];
  return {
    async open(meetingId, voteId) {
      const rows = await db
        .selectFrom('ballots')
        .select(['slot', 'sealed'])
        .where('meeting_id', '=', meetingId)
        .where('vote_id', '=', voteId)
        .execute();
      const box = rows.map(({ slot, sealed }) => unseal(sealKey, { meetingId, voteId, slot }, sealed));
      return box.sort((a, b) => (a.slot < b.slot ? -1 : 1));
    },
    digest: (body) => createHmac('sha256', digestKey).update(body).digest('hex'),
    receipt(meetingId, voteId, commandId) {
      const bytes = createHmac('sha256', receiptKey)
        .update(place(meetingId, voteId, commandId))
        .digest();
      const letters = Array.from(bytes.subarray(0, 12), (byte) => receiptLetters[byte & 31]).join('');
      return letters.replace(/(.{4})(?=.)/g, '$1-');
    },
    randomSlot: () => drawn(16).toString('hex'),
    async fill(trx, meetingId, ballots) {
      if (ballots.length === 0) return;
      const last = new Map(ballots.map((ballot) => [`${ballot.slot}\n${ballot.voteId}`, ballot]));
      const unordered = Array.from(last).sort(([a], [b]) => (a < b ? -1 : 1));
      const rows = unordered.map(([, ballot]) => [
        meetingId,
        ballot.voteId,
        ballot.slot,
        seal(sealKey, place(meetingId, ballot.voteId, ballot.slot), ballot),
      ]);
      await dialect.bulk(trx, into, rows);
    },
    async empty(trx, meetingId, voteIds) {
      if (voteIds.length === 0) return;
      await trx
        .deleteFrom('ballots')
        .where('meeting_id', '=', meetingId)
        .where('vote_id', 'in', [...voteIds])
        .execute();
    },
  };
}

function place(meetingId: string, voteId: string, last: string): string {
  return JSON.stringify([meetingId, voteId, last]);
}

/** nonce (12) · tag (16) · ciphertext; bound to its place, so a row moved elsewhere does not open. */
function seal(key: KeyObject, where: string, { choice, receipt }: SealedBallot): Buffer {
  const text = Buffer.from(JSON.stringify([choice, receipt]));
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / paddedTo) * paddedTo, 0x20);
  text.copy(padded);
  const nonce = drawn(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(where));
  const body = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(
  key: KeyObject,
  { meetingId, voteId, slot }: { meetingId: string; voteId: string; slot: string },
  sealed: Buffer,
): Omit<SealedBallot, 'voteId'> {
  const where = Buffer.from(place(meetingId, voteId, slot));
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(where);
  decipher.setAuthTag(sealed.subarray(12, 28));
  const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString();
  const [choice, receipt] = JSON.parse(text) as [string, string | null];
  return { slot, choice, receipt };
}
