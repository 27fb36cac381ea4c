import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Name of the key file inside the data directory; it is never written to the database or a backup. */
export const ballotKeyFile = 'ballot.key';

/**
 * The key that seals ballots: 32 bytes, kept beside the database and not in it, so that a copy of the database
 * alone tells nobody what was voted (G15). Made on first use, readable by the owner only.
 */
export function ballotKeyIn(dataDir: string): Buffer {
  if (dataDir === ':memory:') return randomBytes(32);
  const path = join(dataDir, ballotKeyFile);
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return parseBallotKey(readFileSync(path, 'utf8'));
}

/** Reads a key of 32 bytes written as base64. @throws RangeError when it is anything else */
export function parseBallotKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new RangeError('a ballot key is 32 bytes in base64');
  return key;
}
