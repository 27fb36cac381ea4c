/** Charters in words: what a council's rules demand, and the editor. */
export const charters = {
  'span.hour': '{amount} hours',
  'span.day': '{amount} days',
  'span.workingDay': '{amount} working days',
} as const;
