import type { Check } from '#lib/meeting/compliance.ts';
import type { MessageKey } from '#lib/messages/words.ts';
import { longTimeOf } from '../calendar.ts';
import { spanWords } from '../spans.ts';
import type { Words } from '../words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A list longer than this is cut and counted. */
const NAMED = 6;

/** A length of time in words, in the two units that matter. `ms` is not negative. */
export const lengthWords = (t: Words, ms: number): string => {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (days > 0)
    return hours > 0 && days < 7
      ? t('compliance.span.daysHours', { days, hours })
      : t('compliance.span.days', { n: days });
  if (hours > 0)
    return minutes > 0 && hours < 6
      ? t('compliance.span.hoursMinutes', { hours, minutes })
      : t('compliance.span.hours', { n: hours });
  return minutes > 0 ? t('compliance.span.minutes', { n: minutes }) : t('compliance.span.moment');
};

/** Values that are codes: where each list or code has its words. */
const CODES: Readonly<Record<string, string>> = {
  contents: 'charter.contents.',
  channels: 'charter.channel.',
  parts: 'charter.solution.',
  sections: 'charter.section.',
  to: 'charter.recipient.',
  waiting: 'part.',
  form: 'charter.form.',
  every: 'compliance.every.',
  by: 'compliance.by.',
  how: 'compliance.how.',
};

const listWords = (t: Words, names: readonly string[]): string => {
  const shown = names.slice(0, NAMED).join(t('compliance.list'));
  return names.length > NAMED ? t('compliance.names', { names: shown, n: names.length }) : shown;
};

const valueWords = (t: Words, name: string, value: Check['values'][string]): string | number => {
  if (name === 'at' && typeof value === 'string') return longTimeOf(t, value);
  const prefix = CODES[name];
  const say = (code: string) => (prefix ? t(`${prefix}${code}` as MessageKey) : code);
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? say(value) : listWords(t, value.map(say));
};

/** Why a provision stands as it does. */
export const detailWords = (t: Words, { detail, values }: Check): string => {
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueWords(t, name, value)]));
  const { amount, unit } = values;
  const span =
    typeof amount === 'number' && (unit === 'hour' || unit === 'day' || unit === 'workingDay')
      ? spanWords(t, { amount, unit })
      : '';
  return t(`compliance.detail.${detail}`, { ...said, span });
};

/** Until when, and how early, how late or how long still; empty when it is no matter of time. `now` ISO. */
export const timeWords = (t: Words, check: Check, now: string): readonly string[] => {
  const { state, dueAt, byMs, provisional } = check;
  if (dueAt === null || state === 'notApplicable') return [];
  const left = Date.parse(dueAt) - Date.parse(now);
  const runs = state === 'open' || state === 'atRisk';
  return [
    t('compliance.until', { time: longTimeOf(t, dueAt) }),
    ...(state === 'kept' && byMs !== null ? [t('compliance.early', { span: lengthWords(t, byMs) })] : []),
    ...(state === 'breached' && byMs !== null ? [t('compliance.late', { span: lengthWords(t, byMs) })] : []),
    ...(runs && left > 0 ? [t('compliance.left', { span: lengthWords(t, left) })] : []),
    ...(provisional ? [t('compliance.provisional')] : []),
  ];
};

/** How a check is called: what is open is to be done now, is for later, or is done outside the system. */
export const standingOf = ({ state, detail, mend }: Check) => {
  if (detail === 'outside') return 'outside';
  if (detail === 'partsUnknown' || detail === 'cadenceUnknown') return 'unknown';
  return state === 'open' && mend === null ? 'later' : state;
};

const COUNTED = ['kept', 'breached', 'atRisk', 'open', 'later', 'outside', 'unknown'] as const;

/** The checks that apply, counted: 18 in all, 12 kept, 2 due soon, 1 not kept. */
export const summaryWords = (t: Words, checks: readonly Check[]): string => {
  const applying = checks.filter(({ state }) => state !== 'notApplicable');
  const total = applying.length;
  const count = (standing: ReturnType<typeof standingOf>) =>
    applying.filter((check) => standingOf(check) === standing).length;
  if (total > 0 && count('kept') === total) return t('compliance.allKept', { total });
  const parts = COUNTED.filter((standing) => count(standing) > 0)
    .map((standing) => t(`compliance.count.${standing}`, { n: count(standing) }))
    .join(t('compliance.comma'));
  return t('compliance.summary', { total, parts });
};

/** What is not kept, then what comes due, then what is to do: the order of those who have to act. */
export const pressing = (checks: readonly Check[]): readonly Check[] => {
  const rank = { breached: 0, atRisk: 1, open: 2, kept: 3, notApplicable: 4 } as const;
  const mine = checks.filter(({ state }) => state === 'breached' || state === 'atRisk');
  return [...mine].sort((a, b) => rank[a.state] - rank[b.state]);
};
