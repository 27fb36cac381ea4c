/** Councils: members, units, seats, import, invitations, working groups. */
export const councils = {} as const;
