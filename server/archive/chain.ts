import { hash } from 'node:crypto';

/** What the first event of a log points back to. */
export const noHash = '0'.repeat(64);

/** An event as stored: the chain is SHA-256 over its canonical form, which holds the hash of the event before (G10). */
export interface StoredEvent {
  seq: number;
  /** Server time, ISO. */
  at: string;
  type: string;
  /** Person id, or the name of the machine that acted. */
  actor: string;
  fields: Record<string, unknown>;
  prev: string;
  hash: string;
}

/** JSON with sorted keys and no spaces: equal values give equal text. Undefined is dropped, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  const record = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(record).toSorted())
    if (record[key] !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(record[key])}`;
  return `{${text}}`;
}

/** SHA-256 hex of the canonical form of `{actor, at, fields, meetingId, prev, seq, type}`. */
export function chainHash(meetingId: string, event: Omit<StoredEvent, 'hash'>): string {
  return chainHashOf(meetingId, event, canonicalJson(event.fields));
}

/** The same with `fields` already in canonical form, as the store keeps it. */
export function chainHashOf(meetingId: string, event: Omit<StoredEvent, 'hash' | 'fields'>, fields: string): string {
  const quote = JSON.stringify;
  return hash(
    'sha256',
    `{"actor":${quote(event.actor)},"at":${quote(event.at)},"fields":${fields},"meetingId":${quote(meetingId)},` +
      `"prev":${quote(event.prev)},"seq":${event.seq},"type":${quote(event.type)}}`,
  );
}
