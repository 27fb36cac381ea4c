import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import type { MatterState } from '#lib/meeting/matter.ts';
import { matterFrom, type StoredMatter } from './matter-row.ts';
import type { Schema } from './schema.ts';

/** Which matters of a council are looked for. What is left out does not narrow. */
export interface MatterQuery {
  councilId: string;
  states?: readonly MatterState[];
  category?: string;
  community?: string;
  /** The unit that reported it or has to see to it. */
  unitId?: string;
  /** Reported from this moment on, and before that one (ISO). */
  from?: string;
  before?: string;
  /** Every word must occur; they are in the normal form in which `search` is stored. */
  words?: readonly string[];
  /** Reported by this person, or by or for one of these units. */
  concerning?: { personId: string; unitIds: readonly string[] };
  /** Who sees only some of it: nothing that waits for the office, save what they reported. */
  unseenBut?: { personId: string; unitIds: readonly string[] };
}

/** By what a table of matters is sorted. */
export type MatterOrder = 'number' | 'state' | 'category' | 'community' | 'reported' | 'changed' | 'deadline';

/** A page of a list. */
export interface MatterPage {
  order: MatterOrder;
  descending: boolean;
  limit: number;
  offset: number;
}

/** Looking for matters. */
export interface MatterList {
  find(query: MatterQuery, page: MatterPage): Promise<StoredMatter[]>;
  /** How many there are in each state. */
  count(query: MatterQuery): Promise<Partial<Record<MatterState, number>>>;
  /** The communities that registered matters name, for suggestions. */
  communities(councilId: string): Promise<string[]>;
}

type Builder = ExpressionBuilder<Schema, 'matters'>;

const orders = {
  number: ['year', 'n'],
  state: ['state'],
  category: ['category'],
  community: ['community'],
  reported: ['reported_at'],
  changed: ['changed_at'],
  deadline: ['deadline'],
} as const satisfies Record<MatterOrder, readonly (keyof Schema['matters'])[]>;

/** Most communities that are suggested. */
const SUGGESTED = 200;

/** Makes the list over a store. */
export function createMatterList(db: Kysely<Schema>): MatterList {
  return {
    async find(query, { order, descending, limit, offset }) {
      let rows = db
        .selectFrom('matters')
        .selectAll()
        .where((eb) => narrowed(eb, query));
      // What has no number or deadline comes last either way, on both databases.
      if (order === 'number' || order === 'deadline')
        rows = rows.orderBy(sql`case when ${sql.ref(orders[order][0])} is null then 1 else 0 end`);
      for (const column of orders[order]) rows = rows.orderBy(column, descending ? 'desc' : 'asc');
      const found = await rows.orderBy('reported_at', 'desc').orderBy('id').limit(limit).offset(offset).execute();
      return found.map(matterFrom);
    },
    async count(query) {
      const rows = await db
        .selectFrom('matters')
        .select(['state', (eb) => eb.fn.countAll<number | string>().as('n')])
        .where((eb) => narrowed(eb, query))
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
    },
    async communities(councilId) {
      const rows = await db
        .selectFrom('matters')
        .select('community')
        .distinct()
        .where('council_id', '=', councilId)
        .where('n', 'is not', null)
        .where('community', '!=', '')
        .orderBy('community')
        .limit(SUGGESTED)
        .execute();
      return rows.map((row) => row.community);
    },
  };
}

function narrowed(eb: Builder, query: MatterQuery): Expression<SqlBool> {
  const { states, category, community, unitId, from, before, words = [], concerning, unseenBut } = query;
  const terms: Expression<SqlBool>[] = [eb('council_id', '=', query.councilId)];
  if (states) terms.push(states.length > 0 ? eb('state', 'in', states) : eb.lit(false));
  if (category) terms.push(eb('category', '=', category));
  if (community) terms.push(eb('community', '=', community));
  if (unitId) terms.push(eb.or([eb('unit_id', '=', unitId), eb('assigned_unit_id', '=', unitId)]));
  if (from) terms.push(eb('reported_at', '>=', from));
  if (before) terms.push(eb('reported_at', '<', before));
  for (const word of words) terms.push(sql<SqlBool>`${sql.ref('search')} like ${`%${escaped(word)}%`} escape '\\'`);
  if (concerning) terms.push(eb.or([...ownTerms(eb, concerning), ...assignedTerms(eb, concerning.unitIds)]));
  if (unseenBut) terms.push(seenTerm(eb, unseenBut));
  return eb.and(terms);
}

interface Somebody {
  personId: string;
  unitIds: readonly string[];
}

const ownTerms = (eb: Builder, { personId, unitIds }: Somebody): Expression<SqlBool>[] => [
  eb('reporter_id', '=', personId),
  ...(unitIds.length > 0 ? [eb('unit_id', 'in', unitIds)] : []),
];

const assignedTerms = (eb: Builder, unitIds: readonly string[]): Expression<SqlBool>[] =>
  unitIds.length > 0 ? [eb('assigned_unit_id', 'in', unitIds)] : [];

const seenTerm = (eb: Builder, who: Somebody): Expression<SqlBool> =>
  eb.and([eb('state', '!=', 'spam'), eb.or([eb('state', '!=', 'submitted'), ...ownTerms(eb, who)])]);

/** A word as `like` takes it literally. */
const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
