import type { Role } from '#lib/meeting/seat.ts';
import type { Words } from '../words.ts';

/** The roles of a seat in words, in the order given. */
export const rolesLine = (t: Words, roles: readonly Role[]): string =>
  roles.map((role) => t(`room.role.${role}`)).join(t('council.comma'));

/** A seat in words: its unit, if any, and its roles. */
export const seatLine = (t: Words, { unit, roles }: { unit: string; roles: readonly Role[] }): string =>
  unit ? t('council.seatOfUnit', { unit, roles: rolesLine(t, roles) }) : rolesLine(t, roles);
