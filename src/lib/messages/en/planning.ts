/** Planning a meeting: agenda, materials, reports, agreement. */
export const planning = {} as const;
