/** Matters: reporting, registering, board and table. */
export const matters = {} as const;
