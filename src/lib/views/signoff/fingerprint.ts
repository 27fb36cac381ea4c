/** SHA-256 of a text in 64 hexadecimal digits; null where the browser cannot (pages without https). */
export async function fingerprintOf(text: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The first 32 digits in two lines of four groups, as people read them aloud. */
export const readable = (hash: string): string =>
  [hash.slice(0, 16), hash.slice(16, 32)].map((line) => (line.match(/.{4}/g) ?? []).join(' ')).join('\n');
