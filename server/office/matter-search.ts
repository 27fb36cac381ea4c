import { MATTER_STATES, type MatterState, type MatterViewer } from '#lib/meeting/matter.ts';
import { isLocale, messageFor, type Locale } from '#lib/messages/messages.ts';
import { searchWords, type MatterFilter } from '#lib/wire/matter-filter.ts';
import type { MatterListing } from '#lib/wire/matter-shapes.ts';
import type { Archive, MatterQuery, StoredMatter } from '../archive/archive.ts';
import { toCsv, toXlsx } from '../export/sheet.ts';
import { rowFor } from './matter-view.ts';

/** Who looks for what. */
interface Looking {
  readonly viewer: MatterViewer;
  readonly filter: MatterFilter;
}

/** Matters on a page of the table, and in a column of the board. */
const PAGE = 25;
const COLUMN = 10;

/** Most matters in one file. */
const MOST_ROWS = 5000;

/** States that the board shows; the others are found in the table. */
export const BOARD_STATES: readonly MatterState[] = MATTER_STATES.filter(
  (state) => !['refused', 'merged', 'spam'].includes(state),
);

const DAY_MS = 86_400_000;

/** Midnight of a day by the council's calendar. */
const midnight = (day: string, later = 0): string =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + later * DAY_MS).toISOString();

/** A filter as the archive looks for it; states apart. */
function queryOf(councilId: string, { viewer, filter }: Looking): MatterQuery {
  const { personId, unitIds } = viewer;
  return {
    councilId,
    category: filter.category,
    community: filter.community,
    unitId: filter.unit,
    ...(filter.from ? { from: midnight(filter.from) } : {}),
    ...(filter.to ? { before: midnight(filter.to, 1) } : {}),
    words: searchWords(filter.words),
    ...(filter.mine ? { concerning: { personId, unitIds } } : {}),
    ...(viewer.mayRun ? {} : { unseenBut: { personId, unitIds } }),
  };
}

const withStates = (query: MatterQuery, states: readonly MatterState[]): MatterQuery =>
  states.length > 0 ? { ...query, states } : query;

/** A council's matters as somebody may see them, by a filter. */
export async function listMatters(archive: Archive, councilId: string, looking: Looking): Promise<MatterListing> {
  const { viewer, filter } = looking;
  const query = queryOf(councilId, looking);
  const counts = await archive.matters.count(query);
  const shown = filter.states.length > 0 ? filter.states : MATTER_STATES;
  const total = shown.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const { order, descending } = filter;
  if (filter.view === 'board') {
    const states = BOARD_STATES.filter(
      (state) => shown.includes(state) && (viewer.mayRun || counts[state] || state !== 'submitted'),
    );
    const page = { order: 'changed', descending: true, limit: COLUMN, offset: 0 } as const;
    const columns = states.map(async (state) => ({
      state,
      matters: counts[state]
        ? (await archive.matters.find({ ...query, states: [state] }, page)).map((matter) => rowFor(matter, viewer))
        : [],
    }));
    return { columns: await Promise.all(columns), rows: [], counts, total, pages };
  }
  const offset = (Math.min(filter.page, pages) - 1) * PAGE;
  const found = await archive.matters.find(withStates(query, filter.states), {
    order,
    descending,
    limit: PAGE,
    offset,
  });
  return { columns: [], rows: found.map((matter) => rowFor(matter, viewer)), counts, total, pages };
}

/** The filtered matters as a file; contacts of residents are never in it. */
export async function sheetOfMatters(
  archive: Archive,
  councilId: string,
  wish: Looking & { format: 'xlsx' | 'csv'; locale: string },
): Promise<{ type: string; bytes: Buffer }> {
  const locale = isLocale(wish.locale) ? wish.locale : 'zh-CN';
  const council = (await archive.councils.get(councilId))!;
  const units = new Map([...council.units, ...council.retired].map((unit) => [unit.id, unit.name]));
  const { order, descending, states } = wish.filter;
  const query = withStates(queryOf(councilId, wish), states);
  const found = await archive.matters.find(query, { order, descending, limit: MOST_ROWS, offset: 0 });
  const nameOf = (unitId: string | null) => (unitId === null ? '' : (units.get(unitId) ?? ''));
  const head = COLUMNS.map((column) => messageFor(locale, `matters.column.${column}`));
  const rows = found.map((matter) => COLUMNS.map((column) => cellOf(matter, column, { locale, nameOf })));
  if (wish.format === 'csv') return { type: 'text/csv; charset=utf-8', bytes: toCsv([head, ...rows]) };
  const bytes = await toXlsx({ name: messageFor(locale, 'matters.title'), widths: WIDTHS, rows: [head, ...rows] });
  return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes };
}

const COLUMNS = [
  'number',
  'state',
  'category',
  'community',
  'place',
  'text',
  'tried',
  'unit',
  'assignedUnit',
  'assignedPerson',
  'deadline',
  'reported',
  'changed',
  'outcome',
] as const;

const WIDTHS = [14, 12, 24, 16, 24, 60, 40, 16, 16, 12, 12, 18, 18, 40];

interface Language {
  readonly locale: Locale;
  readonly nameOf: (unitId: string | null) => string;
}

function cellOf(matter: StoredMatter, column: (typeof COLUMNS)[number], { locale, nameOf }: Language): string {
  switch (column) {
    case 'number':
      return matter.number ? messageFor(locale, 'home.number', matter.number) : '';
    case 'state':
      return messageFor(locale, `matters.state.${matter.state}`);
    case 'unit':
      return matter.unitId === null ? messageFor(locale, 'matters.resident') : nameOf(matter.unitId);
    case 'assignedUnit':
      return nameOf(matter.assignedUnitId);
    case 'deadline':
      return matter.deadline ?? '';
    case 'reported':
      return localTime(matter.reportedAt);
    case 'changed':
      return localTime(matter.changedAt);
    case 'outcome':
      return matter.outcome || matter.reason;
    default:
      return matter[column];
  }
}

/** `2026-03-05 14:00`, by the council's clock. */
const localTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
