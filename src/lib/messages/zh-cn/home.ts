/** 会务台 beyond its first version: duties, calendar, feeds. */
export const home = {
  'home.feedName': '联席会议',
} as const;
