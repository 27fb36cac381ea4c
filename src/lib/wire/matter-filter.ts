import { MATTER_STATES, type MatterState } from '#lib/meeting/matter.ts';

/** The columns by which the table of matters is sorted. */
export const MATTER_ORDERS = ['number', 'state', 'category', 'community', 'reported', 'changed', 'deadline'] as const;

type Order = (typeof MATTER_ORDERS)[number];

/** What somebody looks at among a council's matters; it stands in the address, so that Back and links work. */
export interface MatterFilter {
  readonly view: 'board' | 'table';
  readonly states: readonly MatterState[];
  readonly category: string;
  readonly community: string;
  readonly unit: string;
  /** Days by the council's calendar, both included; empty: not limited. */
  readonly from: string;
  readonly to: string;
  readonly mine: boolean;
  readonly words: string;
  readonly order: Order;
  readonly descending: boolean;
  /** Counted from 1. */
  readonly page: number;
}

const MAX_TEXT = 80;

const text = (query: URLSearchParams, name: string): string =>
  (query.get(name) ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT);

const day = (query: URLSearchParams, name: string): string => {
  const sent = query.get(name) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(sent) && !Number.isNaN(Date.parse(sent)) ? sent : '';
};

/** Reads the filter out of an address; what makes no sense is as if it were not there. */
export function readMatterFilter(query: URLSearchParams): MatterFilter {
  const order = MATTER_ORDERS.find((one) => one === query.get('order')) ?? 'reported';
  const page = Number(query.get('page') ?? 1);
  return {
    view: query.get('view') === 'table' ? 'table' : 'board',
    states: MATTER_STATES.filter((state) => query.getAll('state').includes(state)),
    category: text(query, 'category'),
    community: text(query, 'community'),
    unit: text(query, 'unit'),
    from: day(query, 'from'),
    to: day(query, 'to'),
    mine: query.get('mine') === '1',
    words: text(query, 'q'),
    order,
    descending: query.get('asc') !== '1',
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}

/** The address's query for a filter, without what is the default. */
export function matterQuery(filter: MatterFilter): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string, usual = '') => value !== usual && query.append(name, value);
  set('view', filter.view, 'board');
  for (const state of filter.states) set('state', state);
  set('q', filter.words);
  set('category', filter.category);
  set('community', filter.community);
  set('unit', filter.unit);
  set('from', filter.from);
  set('to', filter.to);
  set('mine', filter.mine ? '1' : '');
  set('order', filter.order, 'reported');
  set('asc', filter.descending ? '' : '1');
  set('page', String(filter.page), '1');
  const said = query.toString();
  return said === '' ? '' : `?${said}`;
}

/** A text as searches compare it: one width, small letters. */
export const normalText = (said: string): string => said.normalize('NFKC').toLowerCase();

/** The words of a search; all of them must occur. */
export const searchWords = (said: string): string[] => normalText(said).split(/\s+/u).filter(Boolean);
