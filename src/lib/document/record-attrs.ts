/** What a block written by the log holds; all strings, empty when there is nothing to say. */
export const RECORD_ATTRS = ['key', 'kind', 'at', 'title', 'body', 'state', 'rows'] as const;

/** One value of a block written by the log. */
export type RecordAttr = (typeof RECORD_ATTRS)[number];

/** A block written by the log (rule 13): `key` is unique in the document, `rows` is JSON `[[label, value], …]`. */
export type RecordAttrs = Record<RecordAttr, string>;

/** What a block of the log tells of. `section` and `part` open an agenda item's section and its sub-item's. */
export type RecordKind =
  | 'opening'
  | 'attendance'
  | 'section'
  | 'part'
  | 'report'
  | 'problem'
  | 'resolution'
  | 'vote'
  | 'action'
  | 'suspension'
  | 'chair'
  | 'next'
  | 'close';

/** The label–value pairs of a record; a malformed text has none. */
export function rowsOf(rows: unknown): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(String(rows));
    if (!Array.isArray(parsed)) return [];
    return parsed.filter(Array.isArray).map(([label, value]) => [String(label ?? ''), String(value ?? '')]);
  } catch {
    return [];
  }
}
