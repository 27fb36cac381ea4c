/** Councils: members, units, seats, import, invitations, working groups. */
export const councils = {
  'error.unit_exists':
    'A member unit has this name already (spaces and width of characters make no difference); nothing was saved.',
  'error.unit_unknown': 'This unit is not a member of the council; nothing was saved. Reload and choose again.',
  'error.seat_exists': 'This person has a seat on the council already; change that seat instead.',
  'error.seat_over': 'This seat has ended; nothing was changed.',
  'error.group_dissolved': 'This working group has been dissolved; nothing was changed.',
  'error.import_changed':
    'The roster has changed since the preview; nothing was imported. Look at the new preview and confirm again.',
  'council.replacedReason': 'Representative replaced',
  'council.endedReason': 'Seat ended',
} as const;
