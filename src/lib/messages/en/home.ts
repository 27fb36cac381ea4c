/** 会务台 beyond its first version: duties, calendar, feeds. */
export const home = {
  'home.feedName': 'Joint meetings',
} as const;
