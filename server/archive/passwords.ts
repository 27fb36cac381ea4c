import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default algorithm) at 19 MiB, two passes, one lane: about 25 ms off the main thread. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/** @returns the PHC string to store */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Compares; without a stored hash it works as long against a dummy and says no, so that time tells nothing. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID());
  const matches = await verify(stored ?? (await nobody), password);
  return stored !== null && matches;
}
