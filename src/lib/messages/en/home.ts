/** 会务台 beyond its first version: duties, calendar, feeds. */
export const home = {} as const;
