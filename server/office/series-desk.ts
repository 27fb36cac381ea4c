import type { Charter } from '#lib/meeting/charter.ts';
import { seriesDates, type SeriesDate, type SeriesRule } from '#lib/meeting/series.ts';
import { instantOf, type SeriesForm } from '#lib/wire/planning-form.ts';
import { runs, standingIn, type Asking } from './council-rights.ts';
import { meetingIdFor } from './meeting-numbers.ts';
import type { Outcome } from './outcome.ts';
import type { PlanningDesk, PlanningParts, PlanRefusal } from './planning-desk.ts';

/** A date of the series, and the meeting that is planned on it. */
export interface SeriesEntry extends SeriesDate {
  readonly meetingId: string | null;
}

/** When a council meets regularly, and the dates of the next twelve months. */
export interface SeriesView extends SeriesForm {
  /** False: proposed from the charter's cadence, nobody has set it. */
  readonly isSet: boolean;
  readonly dates: readonly SeriesEntry[];
}

/** A council's regular meetings. */
export interface SeriesDesk {
  /** Null: strangers, or a charter without a cadence and nothing set. */
  view(visitor: Asking, councilId: string): Promise<SeriesView | null>;
  set(visitor: Asking, councilId: string, form: SeriesForm): Promise<void>;
  /** Plans meetings on dates of the series, as drafts; on a date that has one nothing happens. */
  planOn(
    visitor: Asking,
    councilId: string,
    days: readonly string[],
  ): Promise<Outcome<PlanRefusal, { meetingIds: readonly string[] }>>;
}

const SHANGHAI_MS = 8 * 3_600_000;
const dayOf = (time: number): string => new Date(time + SHANGHAI_MS).toISOString().slice(0, 10);

/** What a charter's cadence comes to when nothing is set: the second Thursday, of a quarter's last month. */
export const seriesOf = ({ cadence }: Pick<Charter, 'cadence'>): SeriesRule | null => {
  const on = { nth: 2, weekday: 4 } as const;
  if (cadence.every === 'month') return { months: 1, first: 1, on };
  if (cadence.every === 'quarter') return { months: 3, first: 3, on };
  return cadence.every === 'year' ? { months: 12, first: 3, on } : null;
};

/** How often a date can be planned anew after its meeting was cancelled. */
const AGAIN = 5;

/** What a date's meeting is called by those who plan it, the first time and again. */
const keysOn = (day: string): readonly string[] => Array.from({ length: AGAIN }, (_, n) => `series-${day}-${n + 1}`);

const idsOn = (councilId: string, day: string): readonly string[] =>
  keysOn(day).map((key) => meetingIdFor(councilId, key));

/** Opens the desk. */
export function openSeriesDesk(parts: PlanningParts, planning: PlanningDesk): SeriesDesk {
  const { archive, clock } = parts;
  const setting = async (councilId: string): Promise<(SeriesForm & { isSet: boolean }) | null> => {
    const kept = await archive.plans.series(councilId);
    if (kept) {
      const { time, place, link } = kept;
      return { rule: JSON.parse(kept.rule) as SeriesRule, time, place, link, isSet: true };
    }
    const rule = seriesOf(await parts.charterOf(councilId));
    return rule ? { rule, time: '14:00', place: '', link: '', isSet: false } : null;
  };
  const view: SeriesDesk['view'] = async (visitor, councilId) => {
    const standing = await standingIn(archive, councilId, visitor);
    const series = standing && (await setting(councilId));
    if (!series) return null;
    const count = 12 / series.rule.months;
    const days = seriesDates(series.rule, await parts.calendar(), { after: dayOf(clock.now()), count });
    const meetings = (await archive.events.ofCouncil(councilId)).filter(({ stage }) => stage !== 'cancelled');
    const valid = new Set(meetings.map(({ id }) => id));
    const on = new Map(meetings.map(({ id, startsAt }) => [dayOf(Date.parse(startsAt)), id]));
    // A meeting that was planned from the series and moved to another day still stands for its date.
    const meetingOn = (day: string): string | null =>
      on.get(day) ?? idsOn(councilId, day).find((id) => valid.has(id)) ?? null;
    return { ...series, dates: days.map((date) => ({ ...date, meetingId: meetingOn(date.day) })) };
  };
  return {
    view,
    async set(visitor, councilId, form) {
      await runs(archive, councilId, visitor);
      const { time, place, link } = form;
      await archive.plans.keepSeries(councilId, {
        time,
        place,
        link,
        rule: JSON.stringify(form.rule),
        changedAt: new Date(clock.now()).toISOString(),
        changedBy: visitor.personId,
      });
    },
    async planOn(visitor, councilId, days) {
      const series = await view(visitor, councilId);
      const wanted = series?.dates.filter(({ day }) => days.includes(day)) ?? [];
      if (!series || wanted.length === 0) return { ok: false, code: 'not_found' };
      const known = new Set((await archive.events.ofCouncil(councilId)).map(({ id }) => id));
      const meetingIds: string[] = [];
      for (const { day, meetingId } of wanted) {
        const { place, link, time } = series;
        const startsAt = instantOf(day, time)!;
        const draft = {
          title: '',
          form: 'meeting',
          kind: 'regular',
          reason: '',
          matterIds: [],
          agendaOf: null,
        } as const;
        // After a cancelled meeting the date can be planned again.
        const id = keysOn(day).find((key) => !known.has(meetingIdFor(councilId, key))) ?? keysOn(day)[0]!;
        const form = { ...draft, id, startsAt, place, link, matterIds: [] };
        const planned = meetingId ? ({ ok: true, meetingId } as const) : await planning.plan(visitor, councilId, form);
        if (!planned.ok) return planned;
        meetingIds.push(planned.meetingId);
      }
      return { ok: true, meetingIds };
    },
  };
}
