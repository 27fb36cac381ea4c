/** A quarter of a year, 1 to 4. */
export interface Quarter {
  readonly year: number;
  readonly n: number;
}

const ordinals = ['一', '二', '三', '四'];
const shanghaiOffset = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The quarter of a moment in Asia/Shanghai, or one `away` quarters from it. */
export function quarterOf(at: number, away = 0): Quarter {
  const local = new Date(at + shanghaiOffset);
  const index = local.getUTCFullYear() * 4 + Math.floor(local.getUTCMonth() / 3) + away;
  return { year: Math.floor(index / 4), n: (index % 4) + 1 };
}

/** What the council calls its meeting of a quarter. */
export const titleOf = ({ year, n }: Quarter): string => `千灯镇${year}年第${ordinals[n - 1]}季度物业管理联席会议`;

/** 14:00 in Asia/Shanghai on the third Thursday of the quarter's second month. */
export function sittingOf({ year, n }: Quarter): number {
  const first = Date.UTC(year, (n - 1) * 3 + 1, 1, 14) - shanghaiOffset;
  const weekday = new Date(first + shanghaiOffset).getUTCDay();
  return first + (((4 - weekday + 7) % 7) + 14) * dayMs;
}

/** The calendar day in Asia/Shanghai, `days` from a moment. */
export const dayOf = (at: number, days = 0): string =>
  new Date(at + shanghaiOffset + days * dayMs).toISOString().slice(0, 10);

/** A day as minutes write it. */
export function spelled(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** The next quarter of an hour. */
export const nextQuarterHour = (at: number): number => Math.ceil(at / 900_000) * 900_000;

export const days = (many: number): number => many * dayMs;
export const minutes = (many: number): number => many * 60_000;
