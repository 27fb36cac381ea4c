/** The compliance checklist. */
export const compliance = {} as const;
