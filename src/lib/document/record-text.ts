import type { Meeting } from '#lib/meeting/meeting.ts';
import { listed } from '#lib/messages/chinese-dates.ts';
import type { RecordAttrs, RecordKind } from './record-attrs.ts';

/** What a record holds besides its key and kind; what is left out is empty. */
export interface RecordText {
  at?: string | null;
  title?: string;
  body?: string;
  state?: string;
  rows?: readonly (readonly [string, string])[];
}

/** A record with every value given; rows without a value are left out. */
export function recordWith(key: string, kind: RecordKind, text: RecordText): RecordAttrs {
  const rows = (text.rows ?? []).filter(([, value]) => value !== '');
  return {
    key,
    kind,
    at: text.at ?? '',
    title: text.title ?? '',
    body: text.body ?? '',
    state: text.state ?? '',
    rows: rows.length > 0 ? JSON.stringify(rows) : '',
  };
}

/** Short names of units, in the order given. */
export function unitNames(meeting: Meeting, unitIds: readonly string[]): string {
  const short = new Map(meeting.units.map((unit) => [unit.id, unit.short]));
  return listed(unitIds.map((id) => short.get(id) ?? id));
}
