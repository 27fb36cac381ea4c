import type { MatterState } from '#lib/meeting/matter.ts';
import type { Schema } from './schema.ts';

/** What was reported, by whom. Without `unitId` a resident did; contacts are for the office only. */
export interface NewMatter {
  councilId: string;
  /** The secret with which the reporter follows it; the same secret again is the same report. */
  token: string;
  category: string;
  community: string;
  place: string;
  text: string;
  tried: string;
  unitId: string | null;
  reporterId: string | null;
  contactName: string;
  contactPhone: string;
  /** Photos that were uploaded before. */
  photoIds: readonly string[];
  search: string;
  at: string;
  /** Name for the history; empty for a resident. */
  name: string;
}

/** A matter as it is stored. `version` counts its steps; `number` null: not registered yet. */
export interface StoredMatter {
  id: string;
  councilId: string;
  number: { year: number; n: number } | null;
  state: MatterState;
  category: string;
  community: string;
  place: string;
  text: string;
  tried: string;
  unitId: string | null;
  reporterId: string | null;
  contactName: string;
  contactPhone: string;
  reportedAt: string;
  changedAt: string;
  version: number;
  reason: string;
  targetId: string | null;
  meetingId: string | null;
  itemId: string | null;
  assignedUnitId: string | null;
  assignedPerson: string;
  deadline: string | null;
  outcome: string;
}

/** What a step changes. */
export type MatterChange = Partial<
  Pick<
    StoredMatter,
    | 'state'
    | 'reason'
    | 'targetId'
    | 'meetingId'
    | 'itemId'
    | 'assignedUnitId'
    | 'assignedPerson'
    | 'deadline'
    | 'outcome'
    | 'contactName'
    | 'contactPhone'
  >
>;

type Row = Schema['matters'];

const columns = {
  state: 'state',
  reason: 'reason',
  targetId: 'target_id',
  meetingId: 'meeting_id',
  itemId: 'item_id',
  assignedUnitId: 'assigned_unit_id',
  assignedPerson: 'assigned_person',
  deadline: 'deadline',
  outcome: 'outcome',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
} as const satisfies Record<keyof MatterChange, keyof Row>;

/** What a change writes. */
export const columnsOf = (change: MatterChange): Partial<Row> =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [columns[name as keyof MatterChange], value]));

/** The row of a new matter. */
export function rowOf(matter: NewMatter, id: string, token_hash: string): Row {
  const { councilId, category, community, place, text, tried, unitId, reporterId, contactName, contactPhone } = matter;
  return {
    id,
    token_hash,
    council_id: councilId,
    year: null,
    n: null,
    state: 'submitted',
    version: 1,
    category,
    community,
    place,
    text,
    tried,
    unit_id: unitId,
    reporter_id: reporterId,
    contact_name: contactName,
    contact_phone: contactPhone,
    reported_at: matter.at,
    changed_at: matter.at,
    reason: '',
    target_id: null,
    meeting_id: null,
    item_id: null,
    assigned_unit_id: null,
    assigned_person: '',
    deadline: null,
    outcome: '',
    search: matter.search,
  };
}

/** A matter out of its row. */
export function matterFrom(row: Row): StoredMatter {
  const { id, category, community, place, text, tried, version, reason, deadline, outcome } = row;
  return {
    id,
    category,
    community,
    place,
    text,
    tried,
    version,
    reason,
    deadline,
    outcome,
    councilId: row.council_id,
    number:
      row.year === null || row.n === null
        ? null
        : {
            year: row.year,
            n: row.n,
          },
    state: row.state as MatterState,
    unitId: row.unit_id,
    reporterId: row.reporter_id,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    reportedAt: row.reported_at,
    changedAt: row.changed_at,
    targetId: row.target_id,
    meetingId: row.meeting_id,
    itemId: row.item_id,
    assignedUnitId: row.assigned_unit_id,
    assignedPerson: row.assigned_person,
  };
}
